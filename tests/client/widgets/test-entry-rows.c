/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-entry-rows.h"

#include <adwaita.h>

/* How often a move has ended, how many animations did one, and how many of them were freed. */
static unsigned ends, ended, freed;

typedef struct
{
  GtkWidget *window;
  GtkWidget *stack;
  GtkWidget *row;
  GtkWidget *other;
} Fixture;

static void
on_freed (gpointer data, GObject *animation)
{
  freed++;
}

static gboolean
on_done (GSignalInvocationHint *hint, unsigned n_values, const GValue *values, gpointer data)
{
  GObject *animation = g_value_get_object (values);

  ends++;
  if (!g_object_get_data (animation, "seen"))
    {
      g_object_set_data (animation, "seen", animation);
      g_object_weak_ref (animation, on_freed, NULL);
      ended++;
    }
  return TRUE;
}

static void
set_up (Fixture *f, gconstpointer type)
{
  GtkWidget *list = gtk_list_box_new ();

  ended = freed = 0;
  f->window = gtk_window_new ();
  f->stack = gtk_stack_new ();
  f->row = g_object_new (GPOINTER_TO_SIZE (type), NULL);
  f->other = gtk_label_new ("gone");
  gtk_list_box_append (GTK_LIST_BOX (list), f->row);
  gtk_stack_add_child (GTK_STACK (f->stack), list);
  gtk_stack_add_child (GTK_STACK (f->stack), f->other);
  gtk_window_set_child (GTK_WINDOW (f->window), f->stack);
  gtk_window_present (GTK_WINDOW (f->window));
  while (!gtk_widget_get_mapped (f->row))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer type)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (ended, ==, 1);
  g_assert_cmpuint (freed, ==, 1);
}

/* The pointer comes to the text, which begins a move. */
static void
point (Fixture *f)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (f->row));

  gtk_widget_set_state_flags (GTK_WIDGET (text), GTK_STATE_FLAG_PRELIGHT, FALSE);
}

static void
leave (Fixture *f)
{
  gtk_stack_set_visible_child (GTK_STACK (f->stack), f->other);
  g_assert_false (gtk_widget_get_mapped (f->row));
}

static void
test_gone_while_moving (Fixture *f, gconstpointer type)
{
  unsigned before = ends;

  point (f);
  g_assert_cmpuint (ends, ==, before);
  leave (f);
  g_assert_cmpuint (ends, >, before);
}

static void
test_gone_at_rest (Fixture *f, gconstpointer type)
{
  unsigned before = ends;

  point (f);
  while (ends == before)
    g_main_context_iteration (NULL, TRUE);
  leave (f);
}

static void
test_destroyed_while_moving (Fixture *f, gconstpointer type)
{
  point (f);
}

static void
add (const char *path, GType type, void (*run) (Fixture *f, gconstpointer type))
{
  g_test_add (path, Fixture, GSIZE_TO_POINTER (type), set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  amt_entry_rows_mend ();
  g_type_class_ref (ADW_TYPE_TIMED_ANIMATION); /* for good, with its signal */
  g_signal_add_emission_hook (g_signal_lookup ("done", ADW_TYPE_ANIMATION), 0, on_done, NULL, NULL);
  add ("/entry-rows/gone-while-moving", ADW_TYPE_ENTRY_ROW, test_gone_while_moving);
  add ("/entry-rows/gone-at-rest", ADW_TYPE_ENTRY_ROW, test_gone_at_rest);
  add ("/entry-rows/destroyed-while-moving", ADW_TYPE_ENTRY_ROW, test_destroyed_while_moving);
  add ("/entry-rows/password/gone-while-moving", ADW_TYPE_PASSWORD_ENTRY_ROW, test_gone_while_moving);
  add ("/entry-rows/password/gone-at-rest", ADW_TYPE_PASSWORD_ENTRY_ROW, test_gone_at_rest);
  return g_test_run ();
}
