/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-sentences.h"

#include <gio/gio.h>

#include <glib/gi18n.h>

/* clang-format off */
static const struct
{
  const char *slug;
  const char *sentence;
} by_slug[] = {
  /* signing in and the connection */
  { "wrong-credentials", N_("User name or password is wrong. Check both and try again.") },
  { "bad-address", N_("This is not the address of a server. It looks like “https://amt.example.org”.") },
  { "host-unknown", N_("No server has this address. Check the spelling, and whether this workstation is connected.") },
  { "host-unreachable", N_("The server cannot be reached from here. Check the connection, then try again.") },
  { "refused", N_("The computer answers, but no Amtsstube server runs there. Check the address and the number after the colon.") },
  { "timeout", N_("The server does not answer. Nothing was changed; try again in a moment.") },
  { "insecure-address", N_("Only encrypted connections are allowed. Begin the address with “https://”.") },
  { "certificate", N_("The server’s certificate does not hold, so nothing was sent. Ask your administrator before going on.") },
  { "not-amtsstube", N_("Another kind of server answers at this address. Check the spelling.") },
  { "too-old", N_("The server is older than this program, and they do not understand each other. Ask your administrator for the update.") },
  { "too-new", N_("This program is older than the server, and they do not understand each other. Update this program.") },
  { "throttled", N_("Too many attempts. The server accepts the next one in a few minutes; the password you typed is kept.") },
  { "no-keyring", N_("This workstation has no unlocked keyring, so you were not kept signed in. You can work; the next start asks again.") },
  { "expired", N_("Your session has ended. Sign in again; everything you typed is kept.") },
  { "not-signed-in", N_("Your session has ended. Sign in again; everything you typed is kept.") },
  { "offline", N_("The server is not reachable. What you typed is kept; try again when the connection is back.") },
  { "no-membership", N_("You belong to no team any more. Ask your administrator.") },
  /* somebody else was there */
  { "stale", N_("Somebody changed the request in the meantime. What you typed is kept; look at the change, then try again.") },
  { "not-found", N_("The request is not there, or not for you to see. Nothing was changed.") },
  { "epoch-changed", N_("The server was restored. The list is being rebuilt; what you typed is kept.") },
  { "if-match-missing", N_("The server did not learn which version you saw, so nothing was changed. Reload and try again.") },
  { "idempotency-mismatch", N_("The server has already received something else under this number, so nothing was changed. Try again.") },
  /* what was typed */
  { "missing-field", N_("Something required is missing. Fill in the field; the rest is kept.") },
  { "unknown-field", N_("The server does not know one of the fields. Nothing was changed; reload and try again.") },
  { "wrong-type", N_("A value has the wrong form. Correct it; the rest is kept.") },
  { "too-long", N_("A text is too long. Shorten it; nothing is lost.") },
  { "not-a-date", N_("This is not a day of the calendar. Write it like 2026-11-22.") },
  { "not-a-time", N_("This is not a time. Correct it; the rest is kept.") },
  { "unknown-value", N_("This value is not among the choices. Choose another; the rest is kept.") },
  { "bad-text", N_("The text contains characters that are not allowed here. Remove them; the rest is kept.") },
  { "no-fee", N_("No fee is known for this day. Ask your administrator for the catalogue; nothing was changed.") },
  { "not-allowed", N_("This is not possible in the request’s present state. Nothing was changed.") },
  { "too-large", N_("The file is larger than 20 MB and was not sent. Make it smaller and attach it again.") },
  { "unsupported-type", N_("Only PDF, PNG and JPEG can be attached. The file was not sent; save it as PDF first.") },
  /* documents and signatures */
  { "not-this-draft", N_("What was signed is not the draft the server made. The document is not issued; open the dialog again.") },
  { "signature-invalid", N_("The signature does not hold. The document is not issued; sign again.") },
  { "certificate-unknown", N_("The server does not know your signing certificate. The document is not issued; ask your administrator to register it.") },
  { "content-changed", N_("The request was changed after the draft was made. The document is not issued; open the dialog again.") },
  { "gates-open", N_("Something is still open on this request. The document is not issued; meet what is open, then issue it.") },
  { "no-template", N_("There is no template for this service yet, so it cannot be issued here. Nothing was changed.") },
  { "wrong-passphrase", N_("The passphrase of the signing key is wrong. The document is not issued; try again.") },
  { "no-signing-key", N_("No signing key is chosen. Choose the key file in the preferences; nothing was changed.") },
  /* the workstation */
  { "replica-damaged", N_("The copy on this workstation was damaged and is being rebuilt. Nothing is lost on the server.") },
  { "disk-full", N_("This workstation’s disk is full. Nothing was lost on the server; free some space and try again.") },
};

static const char *const by_code[] = {
  [AMT_ERROR_INVALID] = N_("The server did not accept this. Nothing was changed; check what you typed."),
  [AMT_ERROR_UNAUTHENTICATED] = N_("Your session has ended. Sign in again; everything you typed is kept."),
  [AMT_ERROR_FORBIDDEN] = N_("Your role does not allow this. Nothing was changed; ask your team lead."),
  [AMT_ERROR_NOT_FOUND] = N_("This is not there, or not for you to see. Nothing was changed."),
  [AMT_ERROR_CONFLICT] = N_("This is not possible in the request’s present state. Nothing was changed."),
  [AMT_ERROR_STALE] = N_("Somebody changed the request in the meantime. What you typed is kept; look at the change, then try again."),
  [AMT_ERROR_GONE] = N_("The list is out of date and is being rebuilt. What you typed is kept."),
  [AMT_ERROR_TOO_LARGE] = N_("This is too large for the server and was not sent. Make it smaller and try again."),
  [AMT_ERROR_LIMITED] = N_("The server asks to wait a little. What you typed is kept; try again in a minute."),
  [AMT_ERROR_OFFLINE] = N_("The server is not reachable. What you typed is kept; try again when the connection is back."),
  [AMT_ERROR_UNAVAILABLE] = N_("The server cannot answer just now. What you typed is kept; try again in a moment."),
  [AMT_ERROR_UNTRUSTED] = N_("A certificate or signature does not hold. Nothing was changed; ask your administrator."),
  [AMT_ERROR_FAILED] = N_("Something went wrong that nobody foresaw. What you typed is kept; try again, and tell your administrator if it stays."),
};

static const char *const by_refusal[] = {
  [AMT_REFUSAL_NONE] = "",
  [AMT_REFUSAL_STATE] = N_("Not possible in the present state"),
  [AMT_REFUSAL_PERMISSION] = N_("Your role does not allow this"),
  [AMT_REFUSAL_NOT_HANDLER] = N_("Claim the request first"),
  [AMT_REFUSAL_OTHERS] = N_("Somebody else handles this request"),
  [AMT_REFUSAL_OWN_DRAFT] = N_("You submitted it yourself; somebody else approves it"),
  [AMT_REFUSAL_GATES] = N_("Something is still open on this request"),
  [AMT_REFUSAL_SERVICE] = N_("This service does not have it"),
  [AMT_REFUSAL_TEMPLATE] = N_("There is no template for this service yet"),
  [AMT_REFUSAL_SIGNING_ROLE] = N_("Somebody else signs for this service"),
};
/* clang-format on */

const char *
amt_sentence_for_slug (const char *slug)
{
  g_return_val_if_fail (slug != NULL, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (by_slug); i++)
    if (strcmp (by_slug[i].slug, slug) == 0)
      return _ (by_slug[i].sentence);
  return NULL;
}

char *
amt_sentence_for_error (const GError *error)
{
  const char *slug;
  const char *sentence;

  g_return_val_if_fail (error != NULL, NULL);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_strdup (amt_sentence_for_slug ("disk-full"));
  if (error->domain != AMT_ERROR)
    return g_strdup (_ (by_code[AMT_ERROR_FAILED]));
  slug = amt_error_get_slug (error);
  sentence = slug ? amt_sentence_for_slug (slug) : NULL;
  if (!sentence && (unsigned) error->code < G_N_ELEMENTS (by_code))
    sentence = _ (by_code[error->code]);
  return g_strdup (sentence ? sentence : _ (by_code[AMT_ERROR_FAILED]));
}

const char *
amt_sentence_for_refusal (AmtRefusal refusal)
{
  if ((unsigned) refusal >= G_N_ELEMENTS (by_refusal) || refusal == AMT_REFUSAL_NONE)
    return "";
  return _ (by_refusal[refusal]);
}
