/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-case-printout.h"

#include <glib/gi18n.h>
#include <pango/pangocairo.h>

#include "amt-comparison.h"
#include "amt-labels.h"
#include "amt-request-words.h"
#include "amt-sentences.h"
#include "amt-stated-fields.h"

#define MARGIN_MM 20.0
#define FOOT_PT 24.0

typedef struct
{
  char *markup;
  char *foot;          /* file number, for the bottom of each page */
  PangoLayout *layout; /* (owned) (nullable) */
  GArray *first_lines; /* (owned) (nullable) of int: the line each page begins with */
  GtkWidget *page;     /* (owned) (nullable) */
} Printout;

static void
printout_free (Printout *self)
{
  g_free (self->markup);
  g_free (self->foot);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->first_lines, g_array_unref);
  g_clear_object (&self->page);
  g_free (self);
}

/* --- the text --- */

static void G_GNUC_PRINTF (2, 3)
add (GString *out, const char *format, ...)
{
  va_list args;
  g_autofree char *text = NULL;

  va_start (args, format);
  text = g_markup_vprintf_escaped (format, args);
  va_end (args);
  g_string_append (out, text);
}

static void
add_heading (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (out, "\n<span size='large' weight='bold'>%s</span>\n", escaped);
}

static void
add_line (GString *out, const char *label, const char *value)
{
  g_autofree char *name = g_markup_escape_text (label, -1);
  g_autofree char *text = g_markup_escape_text (value, -1);

  g_string_append_printf (out, "<span foreground='#555555'>%s:</span> %s\n", name, text);
}

static void
add_gates (GString *out, const AmtRequest *request)
{
  add_heading (out, _ ("Gates"));
  for (unsigned i = 0; i < request->gates->len; i++)
    {
      const AmtGate *gate = request->gates->pdata[i];
      g_autofree char *brief = amt_gate_short (request, gate);
      g_autofree char *evidence = amt_evidence_words (gate->evidence != NULL ? gate->evidence : "");
      g_autofree char *value = *evidence != '\0' ? g_strdup_printf ("%s (%s)", brief, evidence) : g_strdup (brief);

      add_line (out, amt_label_gate (gate->kind), value);
    }
}

static void
add_stated (GString *out, const AmtRequest *request, const AmtService *service)
{
  g_autoptr (GPtrArray) fields = amt_stated_fields (request, service);

  add_heading (out, _ ("Details"));
  for (unsigned i = 0; i < fields->len; i++)
    add_line (out, ((AmtStatedField *) fields->pdata[i])->label, ((AmtStatedField *) fields->pdata[i])->value);
}

static void
add_extract (GString *out, const AmtRequest *request, const AmtService *service)
{
  g_autoptr (GPtrArray) list = NULL;

  if (request->extract == NULL || service == NULL)
    return;
  list = amt_comparison_list (request, service);
  add_heading (out, _ ("Register Extract"));
  add (out, "%s, %s\n", request->extract->register_name, request->extract->entry);
  for (unsigned i = 0; i < list->len; i++)
    {
      const AmtComparison *row = list->pdata[i];
      g_autofree char *value = row->verdict == AMT_COMPARISON_SAME
                                   ? g_strdup (row->entered)
                                   : g_strdup_printf (
                                         _ ("%s (%s; stated: %s)"), *row->entered != '\0' ? row->entered : "–",
                                         amt_comparison_word (row->verdict), *row->stated != '\0' ? row->stated : "–");

      add_line (out, row->label, value);
    }
}

static void
add_notes (GString *out, const AmtRequest *request, const char *zone)
{
  if (request->notes->len > 0)
    add_heading (out, _ ("Internal Notes (Not for the Applicant)"));
  for (unsigned i = 0; i < request->notes->len; i++)
    {
      const AmtNote *note = request->notes->pdata[i];
      g_autofree char *moment = amt_label_moment (note->at, zone);
      g_autofree char *who = g_strdup_printf ("%s, %s", note->by_name, moment);

      add_line (out, who, note->text);
    }
}

char *
amt_case_printout_markup (AmtCase *amt_case)
{
  const AmtRequest *request = amt_case_get_request (amt_case);
  const AmtService *service = amt_case_get_service (amt_case);
  const AmtAuthority *authority = amt_case_get_authority (amt_case);
  const char *zone = amt_case_get_zone (amt_case);
  g_autofree char *name = amt_party_full_name (request->applicant);
  g_autofree char *received = amt_label_day (request->received_on, NULL);
  GString *out = g_string_new (NULL);

  if (authority != NULL)
    add (out, "%s\n", authority->name);
  add_heading (out, name);
  add (out, "%s · %s\n", service != NULL ? amt_words_get (service->name, amt_label_language ()) : request->service_id,
       request->file_number);
  add_line (out, _ ("State"), amt_label_state (request->state));
  add_line (out, _ ("Received"), received);
  if (request->handler != NULL)
    add_line (out, _ ("Handled by"), request->handler->name);
  add_gates (out, request);
  add_stated (out, request, service);
  add_extract (out, request, service);
  add_notes (out, request, zone);
  return g_string_free (out, false);
}

/* --- the pages --- */

static void
break_pages (Printout *self, double height)
{
  int n = pango_layout_get_line_count (self->layout);
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  int page_top = 0;
  int zero = 0;

  g_array_append_val (self->first_lines, zero);
  for (int line = 0; line < n; line++)
    {
      int top, bottom;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      if (line > 0 && bottom - page_top > height * PANGO_SCALE)
        {
          g_array_append_val (self->first_lines, line);
          page_top = top;
        }
      pango_layout_iter_next_line (iter);
    }
  pango_layout_iter_free (iter);
}

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context, Printout *self)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("sans 10");

  g_clear_object (&self->layout);
  self->layout = gtk_print_context_create_pango_layout (context);
  g_clear_pointer (&self->first_lines, g_array_unref);
  self->first_lines = g_array_new (false, false, sizeof (int));
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_width (self->layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (self->layout, 2 * PANGO_SCALE);
  pango_layout_set_markup (self->layout, self->markup, -1);
  break_pages (self, gtk_print_context_get_height (context) - FOOT_PT);
  gtk_print_operation_set_n_pages (operation, (int) self->first_lines->len);
}

static void
draw_foot (Printout *self, GtkPrintContext *context, cairo_t *cr, int page)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("sans 8");
  g_autofree char *text = g_strdup_printf (_ ("%s · page %d of %u"), self->foot, page + 1, self->first_lines->len);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, 0, gtk_print_context_get_height (context) - FOOT_PT / 2);
  pango_cairo_show_layout (cr, layout);
}

static void
on_draw (GtkPrintOperation *operation, GtkPrintContext *context, int page, Printout *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  int first = g_array_index (self->first_lines, int, page);
  int last = (unsigned) page + 1 < self->first_lines->len ? g_array_index (self->first_lines, int, page + 1)
                                                          : pango_layout_get_line_count (self->layout);
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  double top = -1;

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (int line = 0; line < last; line++, pango_layout_iter_next_line (iter))
    {
      double baseline = pango_layout_iter_get_baseline (iter) / (double) PANGO_SCALE;
      int range_top;

      if (line < first)
        continue;
      pango_layout_iter_get_line_yrange (iter, &range_top, NULL);
      if (top < 0)
        top = range_top / (double) PANGO_SCALE;
      cairo_move_to (cr, 0, baseline - top);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
    }
  pango_layout_iter_free (iter);
  draw_foot (self, context, cr, page);
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, Printout *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || self->page == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  sentence = amt_sentence_for_printing (error);
  if (sentence != NULL)
    gtk_widget_activate_action (self->page, "win.toast", "s", sentence);
}

static GtkPrintOperation *
make_operation (AmtCase *amt_case, GtkWidget *page)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  Printout *self = g_new0 (Printout, 1);

  self->markup = amt_case_printout_markup (amt_case);
  self->foot = g_strdup (amt_case_get_request (amt_case)->file_number);
  self->page = page != NULL ? g_object_ref (page) : NULL;
  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, self->foot);
  g_object_set_data_full (G_OBJECT (operation), "printout", self, (GDestroyNotify) printout_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw), self);
  g_signal_connect (operation, "done", G_CALLBACK (on_done), self);
  return operation;
}

void
amt_case_printout_run (AmtCase *amt_case, GtkWidget *page)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (amt_case, page);
  GtkRoot *root = gtk_widget_get_root (page);

  gtk_print_operation_set_allow_async (operation, true);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

bool
amt_case_printout_export (AmtCase *amt_case, const char *file_name, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (amt_case, NULL);

  gtk_print_operation_set_export_filename (operation, file_name);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) !=
         GTK_PRINT_OPERATION_RESULT_ERROR;
}
