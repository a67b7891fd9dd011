/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-issue-words.h"

#include <glib/gi18n.h>

#include "amt-error.h"
#include "amt-labels.h"
#include "amt-sentences.h"

typedef enum
{
  BLAME_NOTHING,
  BLAME_SECRET,
  BLAME_DRAFT,
} Blame;

/* Everything that ends here left the document unissued, but for "connection-lost" and "timed-out", where nobody knows. */
static const struct
{
  const char *slug;
  const char *sentence;
  Blame blame;
} problems[] = {
    {"wrong-passphrase", N_ ("The passphrase is wrong. The document is not issued; try again."), BLAME_SECRET},
    {"no-such-file", N_ ("The key file is not there. The document is not issued; choose the file again."),
     BLAME_NOTHING},
    {"not-a-key-file", N_ ("This file is no signing key. The document is not issued; choose another file."),
     BLAME_NOTHING},
    {"unsupported-key",
     N_ ("Keys of this kind are not accepted. The document is not issued; ask your administrator for a new key."),
     BLAME_NOTHING},
    {"not-for-signing",
     N_ ("The certificate is not made for signatures. The document is not issued; choose another key."), BLAME_NOTHING},
    {"certificate-expired",
     N_ ("Your certificate has expired. The document is not issued; ask your administrator for a new one."),
     BLAME_NOTHING},
    {"signer-failed", N_ ("The key did not answer. The document is not issued; try again."), BLAME_NOTHING},
    {"not-a-draft", N_ ("The server's draft cannot be signed. The document is not issued; make a new draft."),
     BLAME_DRAFT},
    {"not-this-draft", N_ ("The server did not recognise its draft. The document is not issued; make a new one."),
     BLAME_DRAFT},
    {"signature-invalid", N_ ("The server found the signature invalid. The document is not issued; sign again."),
     BLAME_DRAFT},
    {"certificate-unknown",
     N_ ("This certificate is not registered to you. The document is not issued; ask your administrator to register "
         "it."),
     BLAME_NOTHING},
    {"certificate-untrusted",
     N_ ("The server does not trust this certificate. The document is not issued; ask your administrator."),
     BLAME_NOTHING},
    {"content-changed",
     N_ ("The request changed after the draft was made. The document is not issued; look at a new draft."),
     BLAME_DRAFT},
    {"template-changed",
     N_ ("The office changed the template after the draft was made. The document is not issued; look at a new draft."),
     BLAME_DRAFT},
    {"signing-time",
     N_ ("The clock of this workstation is wrong, so the signature’s moment cannot be right. The document is not "
         "issued; set the clock, then sign again."),
     BLAME_NOTHING},
    {"stale", N_ ("The request changed after you opened this. The document is not issued; look at a new draft."),
     BLAME_DRAFT},
    {"gates-open", N_ ("A gate is open again. The document is not issued; close this and look at the gates."),
     BLAME_NOTHING},
    {"connection-lost",
     N_ ("The connection broke before the server answered, so it may have accepted. Press again: the same document is "
         "sent, "
         "and nothing happens twice."),
     BLAME_NOTHING},
    {"timed-out",
     N_ ("The server did not answer in time, so it may have accepted. Press again: the same document is sent, and "
         "nothing "
         "happens twice."),
     BLAME_NOTHING},
};

static int
find_problem (const GError *error)
{
  const char *slug = error->domain == AMT_ERROR ? amt_error_get_slug (error) : NULL;

  for (size_t i = 0; slug != NULL && i < G_N_ELEMENTS (problems); i++)
    if (g_str_equal (problems[i].slug, slug))
      return (int) i;
  return -1;
}

char *
amt_issue_sentence (const GError *error)
{
  int found = find_problem (error);

  return found >= 0 ? g_strdup (_ (problems[found].sentence)) : amt_sentence_for_error (error);
}

/* Takes @why. */
static char *
unissued (char *why)
{
  g_autofree char *own = why;

  return own != NULL ? g_strdup_printf (_ ("%s The document is not issued."), own) : NULL;
}

char *
amt_issue_not_printed (const GError *error)
{
  return unissued (amt_sentence_for_printing (error));
}

char *
amt_issue_not_kept (const GError *error)
{
  return unissued (amt_sentence_for_saving (error));
}

bool
amt_issue_blames_secret (const GError *error)
{
  int found = find_problem (error);

  return found >= 0 && problems[found].blame == BLAME_SECRET;
}

bool
amt_issue_needs_new_draft (const GError *error)
{
  int found = find_problem (error);

  return found >= 0 && problems[found].blame == BLAME_DRAFT;
}

const char *
amt_issue_sign_label (const AmtService *service, AmtDocumentKind kind)
{
  if (kind == AMT_DOCUMENT_REJECTION)
    return _ ("_Sign and Send Notice");
  return service->noun == AMT_NOUN_NOTICE ? _ ("_Confirm Receipt") : _ ("_Sign and Provide");
}

bool
amt_issue_needs_number (const AmtService *service, AmtDocumentKind kind)
{
  return kind == AMT_DOCUMENT_CERTIFICATE && service->prescribed_form;
}

const char *
amt_issue_number_label (const AmtService *service, AmtDocumentKind kind)
{
  return amt_issue_needs_number (service, kind) ? _ ("_Number of the form") : _ ("Own _number, if there is one");
}

const char *
amt_issue_paper_hint (const AmtService *service, AmtDocumentKind kind)
{
  return amt_issue_needs_number (service, kind)
             ? _ ("Print it on the form, sign and seal it by hand, then enter the number of the form.")
             : _ ("Print it, sign it by hand, then record that. It needs no number.");
}

const char *
amt_issue_signed (AmtDocumentKind kind)
{
  return kind == AMT_DOCUMENT_REJECTION ? _ ("Notice signed and sent") : _ ("Signed and provided");
}

const char *
amt_issue_recorded (AmtDocumentKind kind)
{
  return kind == AMT_DOCUMENT_REJECTION ? _ ("Notice recorded as signed") : _ ("Recorded as issued on paper");
}

char *
amt_issue_delivery (const AmtRequest *request, AmtDocumentKind kind)
{
  g_autofree char *name = amt_party_full_name (request->applicant);
  g_autofree char *fee = NULL;

  if (kind != AMT_DOCUMENT_CERTIFICATE)
    return g_steal_pointer (&name);
  fee = request->fee_cents > 0 ? amt_label_money (request->fee_cents) : g_strdup (_ ("free of charge"));
  return g_strdup_printf ("%s · %s", name, fee);
}

char *
amt_issue_gates (const AmtRequest *request, bool open)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (unsigned i = 0; i < request->gates->len; i++)
    {
      const AmtGate *gate = request->gates->pdata[i];
      bool judged = gate->status == AMT_GATE_MET || gate->status == AMT_GATE_OVERRIDDEN;
      bool stands = judged && gate->judged_version == request->content_version;

      if (gate->status != AMT_GATE_NOT_NEEDED && !(open && gate->kind == AMT_GATE_APPROVAL) && stands != open)
        g_ptr_array_add (names, (gpointer) amt_label_gate (gate->kind));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

char *
amt_issue_service (const AmtService *service, const AmtRequest *request)
{
  const char *language = amt_label_language ();
  const char *name = amt_words_get (service->name, language);
  const AmtVariant *variant = service->variants->len > 1 ? amt_service_find_variant (service, request->variant) : NULL;

  return variant != NULL ? g_strdup_printf ("%s, %s", name, amt_words_get (variant->name, language)) : g_strdup (name);
}
