/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-desk-rescue.h"

#include "amt-desk-store.h"

struct _AmtDeskRescue
{
  GPtrArray *notes;        /* of AmtDeskNote, oldest first */
  GPtrArray *compositions; /* name, text, name, text, … */
};

AmtDeskRescue *
amt_desk_rescue_read (AmtDatabase *desk)
{
  AmtDeskRescue *self = g_new0 (AmtDeskRescue, 1);
  g_autoptr (AmtCursor) rows = amt_database_query (desk, NULL, "SELECT name, text FROM composition", "");

  self->notes = amt_desk_list_notes (desk, NULL);
  self->compositions = g_ptr_array_new_with_free_func (g_free);
  while (rows != NULL && amt_cursor_next (rows))
    {
      g_ptr_array_add (self->compositions, amt_cursor_dup_text (rows, 0));
      g_ptr_array_add (self->compositions, amt_cursor_dup_text (rows, 1));
    }
  return self;
}

bool
amt_desk_rescue_write (AmtDeskRescue *self, AmtDatabase *desk, GError **error)
{
  for (unsigned i = 0; i < self->notes->len; i++)
    {
      const AmtDeskNote *note = self->notes->pdata[i];

      if (!amt_desk_keep_note (desk, note->id, note->request_id, note->at, note->text, error))
        return false;
    }
  for (unsigned i = 0; i + 1 < self->compositions->len; i += 2)
    if (!amt_desk_set_composition (desk, self->compositions->pdata[i], self->compositions->pdata[i + 1], error))
      return false;
  return true;
}

void
amt_desk_rescue_free (AmtDeskRescue *self)
{
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->compositions);
  g_free (self);
}
