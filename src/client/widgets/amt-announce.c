/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-announce.h"

#include <stdbool.h>

#include "amt-toast.h"

/* Longer than what Orca ignores, because Orca may be busy when the first one comes. */
#define APART_MS 250
/* What is done by then is told by its outcome. */
#define PROGRESS_AFTER_MS 800

typedef struct
{
  char *sentence; /* (owned) (nullable): then a toast */
  GtkAccessibleAnnouncementPriority priority;
  AdwToastOverlay *overlay; /* (owned) (nullable) */
  AdwToast *toast;          /* (owned) (nullable) */
} Word;

/* One a window. */
typedef struct
{
  GtkWidget *window;
  GQueue words;    /* of Word, still to be said */
  unsigned source; /* while nothing may be said */
  Word *progress;  /* (owned) (nullable) */
  unsigned progress_source;
} Voice;

static void
word_free (Word *word)
{
  g_free (word->sentence);
  g_clear_object (&word->overlay);
  g_clear_object (&word->toast);
  g_free (word);
}

static void
voice_free (Voice *voice)
{
  g_clear_handle_id (&voice->source, g_source_remove);
  g_clear_handle_id (&voice->progress_source, g_source_remove);
  g_clear_pointer (&voice->progress, word_free);
  g_queue_clear_full (&voice->words, (GDestroyNotify) word_free);
  g_free (voice);
}

static Voice *
voice_of (GtkWidget *widget)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  Voice *voice;

  if (!window)
    return NULL;
  voice = g_object_get_data (G_OBJECT (window), "amt-voice");
  if (voice)
    return voice;
  voice = g_new0 (Voice, 1);
  voice->window = window;
  g_queue_init (&voice->words);
  g_object_set_data_full (G_OBJECT (window), "amt-voice", voice, (GDestroyNotify) voice_free);
  return voice;
}

/* What GTK's own tests put in the place of a screen reader cannot be told anything: GTK 4.18 calls a function it lacks. */
static bool
can_hear (GtkWidget *window)
{
  g_autoptr (GtkATContext) context = gtk_accessible_get_at_context (GTK_ACCESSIBLE (window));

  return context && strcmp (G_OBJECT_TYPE_NAME (context), "GtkTestATContext") != 0;
}

static gboolean
say_next (gpointer user_data)
{
  Voice *voice = user_data;
  Word *word = g_queue_pop_head (&voice->words);

  if (!word)
    {
      voice->source = 0;
      return G_SOURCE_REMOVE;
    }
  if (word->sentence && can_hear (voice->window))
    gtk_accessible_announce (GTK_ACCESSIBLE (voice->window), word->sentence, word->priority);
  else if (word->toast)
    {
      adw_toast_overlay_add_toast (word->overlay, g_steal_pointer (&word->toast));
      amt_toast_wrap (word->overlay);
    }
  word_free (word);
  return G_SOURCE_CONTINUE;
}

/* One toast waits at most. */
static bool
is_overtaken (const Word *earlier, const Word *later)
{
  return earlier->sentence ? g_strcmp0 (earlier->sentence, later->sentence) == 0 : later->toast != NULL;
}

static void
forget_progress (Voice *voice)
{
  g_clear_handle_id (&voice->progress_source, g_source_remove);
  g_clear_pointer (&voice->progress, word_free);
}

static void
say (Voice *voice, Word *word)
{
  GList *next;

  forget_progress (voice);
  for (GList *link = voice->words.head; link; link = next)
    {
      next = link->next;
      if (!is_overtaken (link->data, word))
        continue;
      word_free (link->data);
      g_queue_delete_link (&voice->words, link);
    }
  g_queue_push_tail (&voice->words, word);
  if (voice->source)
    return;
  voice->source = g_timeout_add (APART_MS, say_next, voice);
  say_next (voice);
}

static void
say_progress (gpointer user_data)
{
  Voice *voice = user_data;

  voice->progress_source = 0;
  say (voice, g_steal_pointer (&voice->progress));
}

void
amt_announce (GtkWidget *widget, const char *sentence, GtkAccessibleAnnouncementPriority priority)
{
  Voice *voice;
  Word *word;

  g_return_if_fail (GTK_IS_WIDGET (widget) && sentence);

  voice = voice_of (widget);
  if (!voice)
    return;
  word = g_new0 (Word, 1);
  word->sentence = g_strdup (sentence);
  word->priority = priority;
  if (priority > GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW)
    {
      say (voice, word);
      return;
    }
  forget_progress (voice);
  voice->progress = word;
  voice->progress_source = g_timeout_add_once (PROGRESS_AFTER_MS, say_progress, voice);
}

void
amt_announce_toast (AdwToastOverlay *overlay, AdwToast *toast)
{
  Voice *voice;
  Word *word;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay) && ADW_IS_TOAST (toast));

  voice = voice_of (GTK_WIDGET (overlay));
  word = g_new0 (Word, 1);
  word->overlay = g_object_ref (overlay);
  word->toast = g_object_ref (toast);
  if (voice)
    say (voice, word);
  else
    word_free (word);
}
