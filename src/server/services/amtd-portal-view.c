/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-portal-view.h"

static GPtrArray *
view_gates (const GPtrArray *gates)
{
  GPtrArray *view = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_gate_unref);

  for (guint i = 0; i < gates->len; i++)
    {
      const AmtGate *gate = g_ptr_array_index (gates, i);
      AmtGate *shown = amt_gate_new ();

      shown->kind = gate->kind;
      shown->status = gate->status;
      g_ptr_array_add (view, shown);
    }
  return view;
}

/* Who signed stands on the document; the person's id is the office's own. */
static GPtrArray *
view_documents (const GPtrArray *documents)
{
  GPtrArray *view = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_document_unref);

  for (guint i = 0; i < documents->len; i++)
    {
      AmtDocument *shown = amt_document_copy (g_ptr_array_index (documents, i));

      g_clear_pointer (&shown->signer_id, g_free);
      g_ptr_array_add (view, shown);
    }
  return view;
}

/* Notices and attachments name the office, not its people. */
static GPtrArray *
view_notices (const GPtrArray *notices)
{
  GPtrArray *view = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_notice_unref);

  for (guint i = 0; i < notices->len; i++)
    {
      AmtNotice *shown = amt_notice_copy (g_ptr_array_index (notices, i));

      g_clear_pointer (&shown->by_name, g_free);
      g_ptr_array_add (view, shown);
    }
  return view;
}

/* Only what the citizen sent: what staff attached is the office's own. */
static GPtrArray *
view_attachments (const GPtrArray *attachments)
{
  GPtrArray *view = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_attachment_unref);

  for (guint i = 0; i < attachments->len; i++)
    {
      const AmtAttachment *attachment = g_ptr_array_index (attachments, i);

      if (attachment->by_name == NULL)
        g_ptr_array_add (view, amt_attachment_ref (attachment));
    }
  return view;
}

AmtRequest *
amtd_portal_view (const AmtRequest *request)
{
  AmtRequest *view = amt_request_copy (request);

  g_clear_pointer (&view->handler, amt_colleague_unref);
  g_clear_pointer (&view->drafter, amt_colleague_unref);
  g_clear_pointer (&view->approver, amt_colleague_unref);
  g_clear_pointer (&view->signer, amt_colleague_unref);
  g_clear_pointer (&view->returned_by, g_free);
  g_clear_pointer (&view->returned_reason, g_free);
  g_clear_pointer (&view->extract, amt_extract_unref);
  g_clear_pointer (&view->follow_up, amt_follow_up_unref);
  g_clear_pointer (&view->notes, g_ptr_array_unref);
  view->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_note_unref);
  g_ptr_array_unref (view->gates);
  view->gates = view_gates (request->gates);
  g_ptr_array_unref (view->documents);
  view->documents = view_documents (request->documents);
  g_ptr_array_unref (view->notices);
  view->notices = view_notices (request->notices);
  g_ptr_array_unref (view->attachments);
  view->attachments = view_attachments (request->attachments);
  return view;
}
