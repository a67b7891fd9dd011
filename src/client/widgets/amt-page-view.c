/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-page-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "amt-announce.h"
#include "amt-page-view-ui.h"
#include "amt-ui.h"

#define SPINNER_AFTER_MS 300
#define RESIZE_AFTER_MS 120
#define MARGIN 24 /* of the paper on the desk, both sides */
#define DEFAULT_DEADLINE 15000
#define SPOKEN_LENGTH 4000 /* characters of a page a screen reader is given at once */

static const double zooms[] = {0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4};

struct _AmtPageView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *scroller;
  GtkPicture *picture;
  GtkLabel *page_label;
  GtkButton *zoom_button;
  GtkLabel *problem_label;
  GtkWidget *retry_button;

  GBytes *bytes;      /* (owned) (nullable) */
  char *type;         /* (owned) (nullable) */
  char *name;         /* (owned) (nullable) */
  char *program;      /* (owned) (nullable) */
  char *retry_action; /* (owned) (nullable) somebody else's */
  unsigned deadline;
  AmtViewer *viewer; /* (owned) (nullable) */
  char *text;        /* (owned) (nullable) */
  unsigned n_pages;  /* 0 until the file is open */
  unsigned page;     /* wanted, from 0 */
  double zoom;       /* 0: fit to width */
  double shown_zoom;
  int shown_width; /* of the scroller, when the page was drawn */
  AmtViewerProblem problem;
  bool working;
  bool again; /* something changed while working */
  bool ready;
  unsigned spinner; /* source */
  unsigned resize;  /* source */
};

G_DEFINE_FINAL_TYPE (AmtPageView, amt_page_view, ADW_TYPE_BIN)

typedef enum
{
  PROP_READY = 1
} AmtPageViewProperty;
static GParamSpec *properties[PROP_READY + 1];

/* One page on its way: owns all it needs, so that the view may go at any time. */
typedef struct
{
  GWeakRef view;
  AmtViewer *viewer; /* (owned) */
  bool open;         /* first */
  unsigned n_pages;
  unsigned page;
  double zoom;
  int room;                /* pixels of width there are */
  int scale;               /* of the screen */
  AmtViewerPageInfo *info; /* (owned) (nullable) */
  GBytes *rows;            /* (owned) (nullable) */
  uint32_t width;          /* pixels drawn */
  uint32_t height;
} Work;

static void start_work (AmtPageView *self);

static void
work_free (Work *work)
{
  g_weak_ref_clear (&work->view);
  g_object_unref (work->viewer);
  g_clear_pointer (&work->info, amt_viewer_page_info_free);
  g_clear_pointer (&work->rows, g_bytes_unref);
  g_free (work);
}

static const struct
{
  AmtViewerProblem problem;
  bool retry;
  const char *sentence;
} sentences[] = {
    {AMT_VIEWER_DAMAGED, false, N_ ("This file is damaged or not what its name says. Ask for it again.")},
    {AMT_VIEWER_LOCKED, false, N_ ("This file is locked with a password. Ask for one without.")},
    {AMT_VIEWER_TOO_LARGE, false, N_ ("This file is too large to show. Ask for a smaller one.")},
    {AMT_VIEWER_BAD_REQUEST, true, N_ ("This page cannot be shown.")},
    {AMT_VIEWER_UNPROTECTED, false,
     N_ ("Foreign files are not opened, because the viewer cannot be locked in on this computer.")},
    {AMT_VIEWER_STOPPED, true, N_ ("The viewer stopped while reading this file. Your work is safe.")},
    {AMT_VIEWER_TOO_SLOW, true, N_ ("The viewer took too long with this file and was ended. Your work is safe.")},
    {AMT_VIEWER_MISSING, true, N_ ("The viewer cannot be started. Tell your administrator.")},
};

static void
set_ready (AmtPageView *self, bool ready)
{
  if (self->ready == ready)
    return;
  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
show_sentence (AmtPageView *self, const char *sentence, bool retry)
{
  gtk_label_set_label (self->problem_label, sentence);
  gtk_widget_set_visible (self->retry_button, retry);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  set_ready (self, false);
  amt_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_viewer_problem (AmtPageView *self, const GError *error)
{
  self->problem = error->domain == AMT_VIEWER_ERROR ? (AmtViewerProblem) error->code : AMT_VIEWER_STOPPED;
  for (size_t i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].problem == self->problem)
      show_sentence (self, _ (sentences[i].sentence), sentences[i].retry);
}

static void
update_actions (AmtPageView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *page = NULL;
  g_autofree char *zoom = g_strdup_printf (_ ("%d%%"), (int) lround (self->shown_zoom * 100));

  if (self->n_pages > 0)
    page = g_strdup_printf (_ ("Page %u of %u"), self->page + 1, self->n_pages);
  gtk_label_set_label (self->page_label, page ? page : "");
  gtk_button_set_label (self->zoom_button, zoom);
  gtk_widget_action_set_enabled (widget, "page-view.previous", self->page > 0);
  gtk_widget_action_set_enabled (widget, "page-view.next", self->page + 1 < self->n_pages);
  gtk_widget_action_set_enabled (widget, "page-view.zoom-out", self->shown_zoom > zooms[0] * 1.01);
  gtk_widget_action_set_enabled (widget, "page-view.zoom-in",
                                 self->shown_zoom < zooms[G_N_ELEMENTS (zooms) - 1] * 0.99);
}

static void
describe_picture (AmtPageView *self)
{
  g_autofree char *label = g_strdup_printf (_ ("%s, page %u of %u"), self->name ? self->name : "", self->page + 1,
                                            self->n_pages);
  g_autofree char *spoken = g_utf8_substring (self->text, 0, MIN (g_utf8_strlen (self->text, -1), SPOKEN_LENGTH));

  gtk_picture_set_alternative_text (self->picture, label);
  /* The alternative text would be the description, which says what stands on the page: the name is set by itself. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}

static void
show_page (AmtPageView *self, Work *work)
{
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new ((int) work->width, (int) work->height, GDK_MEMORY_B8G8R8X8,
                                                           work->rows, (size_t) work->width * 4);
  int width = (int) work->width / work->scale;

  self->problem = 0;
  self->shown_width = work->room;
  self->shown_zoom = width / (work->info->width * 96 / 72);
  g_set_str (&self->text, work->info->text);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), width, (int) work->height / work->scale);
  gtk_stack_set_visible_child_name (self->stack, "page");
  update_actions (self);
  describe_picture (self);
  set_ready (self, true);
}

/* Pixels of width there are for the page. */
static int
get_room (AmtPageView *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) - MARGIN, 200);
}

/* The view got its size while the page was drawn for another. */
static bool
is_outgrown (AmtPageView *self, const Work *work)
{
  return self->zoom == 0 && work->zoom == 0 && work->room != get_room (self);
}

static void
finish_work (Work *work, const GError *error)
{
  g_autoptr (AmtPageView) self = g_weak_ref_get (&work->view);

  if (!self)
    return;
  self->working = false;
  g_clear_handle_id (&self->spinner, g_source_remove);
  bool current = self->viewer == work->viewer;
  if (current && error)
    show_viewer_problem (self, error);
  else if (current)
    {
      self->n_pages = work->n_pages;
      self->again = self->again || is_outgrown (self, work);
      if (work->page == self->page && (self->ready || !is_outgrown (self, work)))
        show_page (self, work);
    }
  if (self->again && (!current || !error))
    start_work (self);
}

/* How many pixels the page takes; never more than the viewer draws. */
static void
choose_size (Work *work)
{
  double width = work->info->width * 96 / 72, height = work->info->height * 96 / 72;
  double zoom = work->zoom > 0 ? work->zoom : CLAMP (work->room / width, 0.1, 2.0);

  amt_viewer_fit (width, height, zoom * work->scale, &work->width, &work->height);
}

static bool
draw_page (Work *work, GError **error)
{
  if (work->open)
    {
      work->n_pages = dex_await_uint (amt_viewer_open (work->viewer), error);
      if (work->n_pages == 0)
        return false;
      if (amt_viewer_get_landlock (work->viewer) == 0)
        g_message ("No Landlock here: fonts that a file does not bring along are not shown");
    }
  work->info = dex_await_boxed (amt_viewer_describe (work->viewer, work->page), error);
  if (!work->info)
    return false;
  choose_size (work);
  work->rows = dex_await_boxed (amt_viewer_render (work->viewer, work->page, work->width, work->height), error);
  return work->rows != NULL;
}

static DexFuture *
run_work (gpointer data)
{
  g_autoptr (GError) error = NULL;
  bool drawn = draw_page (data, &error);
  finish_work (data, drawn ? NULL : error);
  return dex_future_new_true ();
}

static gboolean
on_spinner (gpointer data)
{
  AmtPageView *self = data;
  self->spinner = 0;
  if (!self->ready)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

static void
start_work (AmtPageView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  self->again = self->working;
  if (self->working || !self->bytes)
    return;
  Work *work = g_new0 (Work, 1);
  g_weak_ref_init (&work->view, self);
  if (!self->viewer)
    {
      self->viewer = amt_viewer_new (self->program, self->bytes, self->type);
      amt_viewer_set_deadline (self->viewer, self->deadline);
    }
  work->viewer = g_object_ref (self->viewer);
  work->open = self->n_pages == 0;
  work->n_pages = self->n_pages;
  work->page = self->page;
  work->zoom = self->zoom;
  work->room = get_room (self);
  work->scale = gtk_widget_get_scale_factor (widget);
  self->working = true;
  if (!self->ready && !self->spinner)
    self->spinner = g_timeout_add (SPINNER_AFTER_MS, on_spinner, self);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, run_work, work, (GDestroyNotify) work_free));
}

static void
forget_viewer (AmtPageView *self)
{
  if (self->viewer)
    amt_viewer_stop (self->viewer);
  g_clear_object (&self->viewer);
  self->n_pages = 0;
}

static void
on_retry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmtPageView *self = AMT_PAGE_VIEW (widget);

  if (self->retry_action)
    {
      gtk_widget_activate_action (widget, self->retry_action, NULL);
      return;
    }
  forget_viewer (self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  start_work (self);
}

static void
on_turn (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmtPageView *self = AMT_PAGE_VIEW (widget);
  bool forward = g_str_has_suffix (name, "next");

  if (forward ? self->page + 1 < self->n_pages : self->page > 0)
    {
      self->page += forward ? 1u : -1u;
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
      start_work (self);
    }
}

static void
on_zoom (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmtPageView *self = AMT_PAGE_VIEW (widget);
  bool larger = g_str_has_suffix (name, "in");
  double next = self->shown_zoom;

  for (size_t i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      if (larger && zooms[i] > self->shown_zoom * 1.01)
        {
          next = zooms[i];
          break;
        }
      if (!larger && zooms[i] < self->shown_zoom * 0.99)
        next = zooms[i];
    }
  self->zoom = next;
  start_work (self);
}

static void
on_fit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmtPageView *self = AMT_PAGE_VIEW (widget);
  self->zoom = 0;
  start_work (self);
}

static gboolean
on_resized (gpointer data)
{
  AmtPageView *self = data;
  self->resize = 0;
  start_work (self);
  return G_SOURCE_REMOVE;
}

static void
amt_page_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmtPageView *self = AMT_PAGE_VIEW (widget);

  GTK_WIDGET_CLASS (amt_page_view_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->ready && self->zoom == 0 && get_room (self) != self->shown_width && !self->resize)
    self->resize = g_timeout_add (RESIZE_AFTER_MS, on_resized, self);
}

static void
amt_page_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AmtPageViewProperty) id)
    {
    case PROP_READY:
      g_value_set_boolean (value, AMT_PAGE_VIEW (object)->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amt_page_view_dispose (GObject *object)
{
  AmtPageView *self = AMT_PAGE_VIEW (object);

  forget_viewer (self);
  g_clear_handle_id (&self->spinner, g_source_remove);
  g_clear_handle_id (&self->resize, g_source_remove);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the template would unparent it, and AdwBin again */
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_PAGE_VIEW);
  G_OBJECT_CLASS (amt_page_view_parent_class)->dispose (object);
}

static void
amt_page_view_finalize (GObject *object)
{
  AmtPageView *self = AMT_PAGE_VIEW (object);

  g_free (self->type);
  g_free (self->name);
  g_free (self->text);
  g_free (self->program);
  g_free (self->retry_action);
  G_OBJECT_CLASS (amt_page_view_parent_class)->finalize (object);
}

static void
bind_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *action;
    GtkWidgetActionActivateFunc activate;
    guint keys[2]; /* with Ctrl */
  } rows[] = {
      {"page-view.previous", on_turn, {GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up}},
      {"page-view.next", on_turn, {GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down}},
      {"page-view.zoom-out", on_zoom, {GDK_KEY_minus, GDK_KEY_KP_Subtract}},
      {"page-view.zoom-in", on_zoom, {GDK_KEY_plus, GDK_KEY_KP_Add}},
      {"page-view.fit", on_fit, {GDK_KEY_0, GDK_KEY_KP_0}},
      {"page-view.retry", on_retry, {0, 0}},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_class_install_action (widget_class, rows[i].action, NULL, rows[i].activate);
      for (size_t k = 0; k < G_N_ELEMENTS (rows[i].keys); k++)
        if (rows[i].keys[k])
          gtk_widget_class_add_binding_action (widget_class, rows[i].keys[k], GDK_CONTROL_MASK, rows[i].action, NULL);
    }
}

static void
amt_page_view_class_init (AmtPageViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amt_page_view_get_property;
  object_class->dispose = amt_page_view_dispose;
  object_class->finalize = amt_page_view_finalize;
  widget_class->size_allocate = amt_page_view_size_allocate;
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  bind_actions (widget_class);
  g_assert (amt_page_view_ui_get_resource () != NULL); /* named, so that linking keeps it */
  gtk_widget_class_set_template_from_resource (widget_class, AMT_RESOURCES "ui/widgets/amt-page-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AmtPageView, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtPageView, scroller);
  gtk_widget_class_bind_template_child (widget_class, AmtPageView, picture);
  gtk_widget_class_bind_template_child (widget_class, AmtPageView, page_label);
  gtk_widget_class_bind_template_child (widget_class, AmtPageView, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, AmtPageView, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AmtPageView, retry_button);
}

static void
amt_page_view_init (AmtPageView *self)
{
  self->deadline = DEFAULT_DEADLINE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amt_page_view_new (void)
{
  return g_object_new (AMT_TYPE_PAGE_VIEW, NULL);
}

void
amt_page_view_clear (AmtPageView *self)
{
  g_return_if_fail (AMT_IS_PAGE_VIEW (self));

  forget_viewer (self);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->retry_action, g_free);
  g_clear_handle_id (&self->spinner, g_source_remove);
  self->page = 0;
  self->zoom = 0;
  self->problem = 0;
  gtk_picture_set_paintable (self->picture, NULL);
  gtk_stack_set_visible_child_name (self->stack, "empty");
  set_ready (self, false);
}

void
amt_page_view_show (AmtPageView *self, GBytes *bytes, const char *type, const char *name)
{
  g_return_if_fail (AMT_IS_PAGE_VIEW (self));
  g_return_if_fail (bytes && type);

  amt_page_view_clear (self);
  self->bytes = g_bytes_ref (bytes);
  g_set_str (&self->type, type);
  g_set_str (&self->name, name);
  start_work (self);
}

void
amt_page_view_show_problem (AmtPageView *self, const char *sentence, const char *action)
{
  g_return_if_fail (AMT_IS_PAGE_VIEW (self));

  amt_page_view_clear (self);
  g_set_str (&self->retry_action, action);
  show_sentence (self, sentence, action != NULL);
}

bool
amt_page_view_get_ready (AmtPageView *self)
{
  return self->ready;
}

AmtViewerProblem
amt_page_view_get_problem (AmtPageView *self)
{
  return self->problem;
}

unsigned
amt_page_view_get_n_pages (AmtPageView *self)
{
  return self->n_pages;
}

const char *
amt_page_view_get_text (AmtPageView *self)
{
  return self->text;
}

void
amt_page_view_set_program (AmtPageView *self, const char *program, unsigned deadline_ms)
{
  g_set_str (&self->program, program);
  self->deadline = deadline_ms;
}
