/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-sentences.h"

#include <gtk/gtk.h>

#include <glib/gi18n.h>

/* clang-format off */
#define ANY (-1)

/* The same slug may mean two things: the server's TLS certificate (UNTRUSTED) and one's own signing one (CONFLICT). */
static const struct
{
  const char *slug;
  int code; /* AmtErrorCode or ANY */
  const char *sentence;
} by_slug[] = {
  /* signing in and the connection */
  { "wrong-credentials", ANY, N_("User name or password is wrong. Check both and try again.") },
  { "unlock-needs-server", ANY, N_("The server cannot be reached, and only it can check your password now: it was not typed here since the program started. Try again when the connection is back.") },
  { "locked-out", ANY, N_("The password was wrong ten times, so your session on this workstation has ended. Sign in when the server is reachable; everything you typed is kept.") },
  { "not-an-address", ANY, N_("This is not the address of a server. It looks like “https://amt.example.org”.") },
  { "tls-required", ANY, N_("Only encrypted connections are allowed. Begin the address with “https://”.") },
  { "host-unknown", ANY, N_("No server has this address. Check the spelling, and whether this workstation is connected.") },
  { "network-unreachable", ANY, N_("The server cannot be reached from here. Check the connection, then try again.") },
  { "connection-refused", ANY, N_("The computer answers, but no server runs there. Check the address and the number after the colon.") },
  { "connection-lost", ANY, N_("The connection broke. What you typed is kept; try again in a moment.") },
  { "timed-out", ANY, N_("The server does not answer. What you typed is kept; try again in a moment.") },
  { "certificate-untrusted", AMT_ERROR_UNTRUSTED, N_("Nobody this workstation trusts vouches for the server, so nothing was sent. Ask your administrator before going on.") },
  { "certificate-expired", AMT_ERROR_UNTRUSTED, N_("The server’s certificate has expired, so nothing was sent. Ask your administrator.") },
  { "certificate-wrong-host", AMT_ERROR_UNTRUSTED, N_("The server’s certificate belongs to another address, so nothing was sent. Check the spelling, else ask your administrator.") },
  { "not-amtsstube", ANY, N_("Another kind of server answers at this address. Check the spelling.") },
  { "bad-answer", ANY, N_("This program does not understand the server’s answer; one of the two is too old. Ask your administrator for the update.") },
  { "answer-too-large", ANY, N_("The server’s answer is too large, so it was not taken. Tell your administrator.") },
  { "throttled", ANY, N_("Too many attempts. The server accepts the next one in a few minutes; the password you typed is kept.") },
  { "no-keyring", ANY, N_("This workstation has no keyring. You can work, but what you have not sent is gone when the window closes, and the next start asks for your password.") },
  { "keyring-locked", ANY, N_("The keyring stays locked. You can work, but what you have not sent is gone when the window closes, and the next start asks for your password.") },
  { "no-membership", ANY, N_("You belong to no team any more, so the copy on this workstation was deleted. Ask your administrator.") },
  { "person-disabled", ANY, N_("Your account is closed, so the copy on this workstation was deleted. Ask your administrator.") },
  { "no-session", AMT_ERROR_NOT_FOUND, N_("Nobody has signed in on this workstation yet. Sign in while the server is reachable.") },
  /* somebody else was there */
  { "nothing-unclaimed", ANY, N_("Every request has somebody who works on it. Nothing was changed.") },
  { "stale", ANY, N_("Somebody changed the request in the meantime. What you typed is kept; look at the change, then try again.") },
  { "not-found", ANY, N_("The request is not there, or not for you to see. Nothing was changed.") },
  { "another-request", ANY, N_("Another request is open by now, so nothing was sent. What you typed is kept with its own request.") },
  { "epoch-changed", ANY, N_("The server was restored. The list is being rebuilt; what you typed is kept.") },
  { "if-match-missing", ANY, N_("The server did not learn which version you saw, so nothing was changed. Reload and try again.") },
  { "idempotency-mismatch", ANY, N_("The server has already received something else under this number, so nothing was changed. Try again.") },
  /* what was typed */
  { "missing-field", ANY, N_("Something required is missing. Fill in the field; the rest is kept.") },
  { "unknown-field", ANY, N_("The server does not know one of the fields. Nothing was changed; reload and try again.") },
  { "wrong-type", ANY, N_("A value has the wrong form. Correct it; the rest is kept.") },
  { "too-long", ANY, N_("A text is too long. Shorten it; nothing is lost.") },
  { "not-a-date", ANY, N_("This is not a day of the calendar. Write it like 22.11.2026, the year with four digits.") },
  { "not-a-time", ANY, N_("This is not a time. Correct it; the rest is kept.") },
  { "unknown-value", ANY, N_("This value is not among the choices. Choose another; the rest is kept.") },
  { "bad-text", ANY, N_("The text contains characters that are not allowed here. Remove them; the rest is kept.") },
  { "no-fee", ANY, N_("No fee is known for this day. Ask your administrator for the catalogue; nothing was changed.") },
  { "not-allowed", ANY, N_("This is not possible in the request’s present state. Nothing was changed.") },
  { "out-of-range", ANY, N_("A number is out of range. Correct it; the rest is kept.") },
  { "in-the-future", ANY, N_("The day lies in the future. Choose another; the rest is kept.") },
  { "in-the-past", ANY, N_("The day lies in the past. Choose another; the rest is kept.") },
  { "unknown-person", ANY, N_("This colleague is not there any more. Choose somebody else; the rest is kept.") },
  { "not-overridable", ANY, N_("The law allows nobody to pass this gate by. Nothing was changed.") },
  { "not-needed", ANY, N_("This gate is not needed for this service. Nothing was changed.") },
  { "assurance-too-low", ANY, N_("The proof of identity is weaker than the service asks for. Nothing was changed; record a stronger one.") },
  { "too-large", ANY, N_("The file is larger than 20 MB and was not sent. Make it smaller and attach it again.") },
  { "id-taken", ANY, N_("The server already holds another note under this number, so this one was not added. The text is kept; send it again.") },
  { "too-many", ANY, N_("The request already holds as many of these as it may, so nothing was added. What you typed is kept; tell your team lead.") },
  { "request-full", ANY, N_("The files of this request would be too large together, so the file was not added. Make it smaller, or tell your team lead.") },
  { "sheet-number-used", ANY, N_("A document was already issued on the form with this number. Nothing was issued; check the number, or take another form.") },
  { "unsupported-type", ANY, N_("Only PDF, PNG and JPEG can be attached. The file was not sent; save it as PDF first.") },
  /* documents and signatures */
  { "not-this-draft", ANY, N_("What was signed is not the draft the server made. The document is not issued; open the dialog again.") },
  { "signature-invalid", ANY, N_("The signature does not hold. The document is not issued; sign again.") },
  { "certificate-unknown", ANY, N_("The server does not know your signing certificate. The document is not issued; ask your administrator to register it.") },
  { "certificate-untrusted", AMT_ERROR_CONFLICT, N_("Nobody the server trusts vouches for your signing certificate. The document is not issued; ask your administrator.") },
  { "certificate-expired", AMT_ERROR_CONFLICT, N_("Your signing certificate has expired. The document is not issued; ask your administrator for a new one.") },
  { "not-for-signing", ANY, N_("The key in this file is not made for signing documents. The document is not issued; choose another key file.") },
  { "not-signer", ANY, N_("The draft was made for somebody else’s signature. The document is not issued; open the dialog again.") },
  { "not-a-key-file", ANY, N_("This file holds no signing key. The document is not issued; choose another file (.p12).") },
  { "unsupported-key", ANY, N_("The kind of key in this file is not supported. The document is not issued; choose another key file.") },
  { "not-readable", ANY, N_("The file cannot be read. Nothing was changed; choose another one.") },
  { "no-such-file", ANY, N_("The file is not there any more. Nothing was changed; choose it again.") },
  { "font-missing", ANY, N_("The server lacks the font for documents, so there is no draft. Tell your administrator.") },
  { "no-glyph", ANY, N_("A character of the document cannot be set in the prescribed font, so there is no draft. Tell your administrator which.") },
  { "content-changed", ANY, N_("The request was changed after the draft was made. The document is not issued; open the dialog again.") },
  { "template-changed", ANY, N_("The office changed the template after the draft was made. The document is not issued; open the dialog again.") },
  { "signing-time", ANY, N_("The clock of this workstation is wrong, so the signature’s moment cannot be right. The document is not issued; set the clock, then sign again.") },
  { "no-trust", ANY, N_("The server has no root certificate to check signatures by. The document is not issued; tell your administrator.") },
  { "no-such-template", ANY, N_("The server has no template for this document, so there is no draft. Tell your administrator; nothing was changed.") },
  { "bad-template", ANY, N_("The template of this document has a mistake, so there is no draft. Tell your administrator; nothing was changed.") },
  { "unknown-placeholder", ANY, N_("The template of this document has a mistake, so there is no draft. Tell your administrator; nothing was changed.") },
  { "no-such-remedy", ANY, N_("The server has no instruction on remedies for this service, so there is no draft. Tell your administrator; nothing was changed.") },
  { "gates-open", ANY, N_("Something is still open on this request. The document is not issued; meet what is open, then issue it.") },
  { "no-template", ANY, N_("There is no template for this service yet, so it cannot be issued here. Nothing was changed.") },
  { "wrong-passphrase", ANY, N_("The passphrase of the signing key is wrong. The document is not issued; try again.") },
  { "no-signing-key", ANY, N_("No signing key is chosen. Choose the key file in the preferences; nothing was changed.") },
  /* the workstation */
  { "on-its-way", ANY, N_("The note is just being sent and can no longer be discarded. Try again if it keeps waiting.") },
  { "replica-damaged", ANY, N_("The copy on this workstation was damaged and is being rebuilt. Nothing is lost on the server.") },
  { "not-writable", ANY, N_("This workstation’s folder cannot be written, so no copy is kept. Ask your administrator.") },
  { "journal-shortened", ANY, N_("The server’s journal is shorter than this workstation has seen it. Nothing was changed here; tell your administrator at once.") },
  { "journal-changed", ANY, N_("The server’s journal is not the one this workstation has seen. Nothing was changed here; tell your administrator at once.") },
  { "not-kept", ANY, N_("This workstation cannot keep what you type: its disk is full or cannot be written. Send what you have begun before you close the window, and tell your administrator.") },
  { "disk-full", ANY, N_("This workstation’s disk is full. Nothing was lost on the server; free some space and try again.") },
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

/* What a disk or a printer says, as a GIOErrorEnum, and the sentence for a copy in a file and for paper. */
static const struct
{
  int code;
  const char *saving;
  const char *printing;
} by_io[] = {
  { G_IO_ERROR_NO_SPACE, N_("The disk is full, so no copy was saved. Free some space or choose another folder."), N_("The disk is full, so nothing was printed. Free some space, then print again.") },
  { G_IO_ERROR_PERMISSION_DENIED, N_("You may not write there, so no copy was saved. Choose another folder."), N_("You may not print there, so nothing was printed. Choose another printer or folder.") },
  { G_IO_ERROR_READ_ONLY, N_("Nothing can be written there, so no copy was saved. Choose another folder."), N_("Nothing can be written there, so nothing was printed. Choose another printer or folder.") },
  { G_IO_ERROR_IS_DIRECTORY, N_("A folder has this name, so no copy was saved. Choose another name."), N_("A folder has this name, so nothing was printed. Choose another name.") },
  { G_IO_ERROR_NOT_DIRECTORY, N_("This folder is not there, so no copy was saved. Choose another one."), NULL },
  { G_IO_ERROR_NOT_FOUND, N_("This folder is not there, so no copy was saved. Choose another one."), NULL },
  { G_IO_ERROR_NOT_REGULAR_FILE, N_("This is not a file that can be written, so no copy was saved. Choose another name."), NULL },
  { G_IO_ERROR_FILENAME_TOO_LONG, N_("The name is too long, so no copy was saved. Choose a shorter one."), NULL },
  { G_IO_ERROR_INVALID_FILENAME, N_("Files there cannot have this name, so no copy was saved. Choose another one."), NULL },
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
  [AMT_REFUSAL_OTHER_SIGNER] = N_("This was sent to somebody else to sign"),
};
/* clang-format on */

static const char *
find (const char *slug, int code)
{
  for (size_t i = 0; slug && i < G_N_ELEMENTS (by_slug); i++)
    if (strcmp (by_slug[i].slug, slug) == 0 && (by_slug[i].code == ANY || code == ANY || by_slug[i].code == code))
      return _ (by_slug[i].sentence);
  return NULL;
}

const char *
amt_sentence_for_slug (const char *slug)
{
  g_return_val_if_fail (slug != NULL, NULL);
  return find (slug, ANY);
}

/* The server refuses by the same table that disables buttons here; its slugs are the nicks of AmtRefusal. */
static char *
refusal_of (const char *slug)
{
  int refusal = AMT_REFUSAL_NONE;

  if (!slug || !amt_enum_from_nick (&amt_refusal_enum, slug, &refusal) || refusal == AMT_REFUSAL_NONE)
    return NULL;
  return g_strdup_printf (_ ("%s. Nothing was changed."), amt_sentence_for_refusal (refusal));
}

char *
amt_sentence_for_error (const GError *error)
{
  const char *slug;
  const char *sentence;
  char *refusal;

  g_return_val_if_fail (error != NULL, NULL);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_strdup (find ("disk-full", ANY));
  if (error->domain != AMT_ERROR || (unsigned) error->code >= G_N_ELEMENTS (by_code))
    return g_strdup (_ (by_code[AMT_ERROR_FAILED]));
  slug = amt_error_get_slug (error);
  if ((sentence = find (slug, error->code)))
    return g_strdup (sentence);
  refusal = refusal_of (slug);
  return refusal ? refusal : g_strdup (_ (by_code[error->code]));
}

static bool
is_dismissed (const GError *error)
{
  return g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED) ||
         g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Index into by_io, -1 for none. */
static int
find_io (const GError *error)
{
  for (size_t i = 0; error->domain == G_IO_ERROR && i < G_N_ELEMENTS (by_io); i++)
    if (by_io[i].code == error->code)
      return (int) i;
  g_message ("A file or printer failed: %s %d", g_quark_to_string (error->domain), error->code);
  return -1;
}

char *
amt_sentence_for_saving (const GError *error)
{
  int found;

  g_return_val_if_fail (error != NULL, NULL);
  if (is_dismissed (error))
    return NULL;
  found = find_io (error);
  return g_strdup (found >= 0 ? _ (by_io[found].saving)
                              : _ ("No copy could be saved there. Choose another folder or name; tell your "
                                   "administrator if it stays."));
}

char *
amt_sentence_for_printing (const GError *error)
{
  int found;

  g_return_val_if_fail (error != NULL, NULL);
  if (is_dismissed (error))
    return NULL;
  found = find_io (error);
  return g_strdup (found >= 0 && by_io[found].printing
                       ? _ (by_io[found].printing)
                       : _ ("Nothing was printed. Check that the printer is on and has paper, then print again; tell "
                            "your administrator if it stays."));
}

const char *
amt_sentence_for_refusal (AmtRefusal refusal)
{
  if ((unsigned) refusal >= G_N_ELEMENTS (by_refusal) || refusal == AMT_REFUSAL_NONE)
    return "";
  return _ (by_refusal[refusal]);
}
