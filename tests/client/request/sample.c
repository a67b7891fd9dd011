/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sample.h"

#include "amt-json-reader.h"
#include "amt-ui.h"
#include "amt-widgets-resources.h"

#include <locale.h>

static JsonObject *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonObject *object = amt_json_read (bytes, AMT_JSON_MAX_BYTES, &error);

  g_assert_no_error (error);
  return object;
}

AmtSession *
sample_session (AmtRole role)
{
  g_autoptr (AmtSession) session = amt_session_new ();
  AmtMembership *membership = amt_membership_new ();

  session->person_id = g_strdup (SAMPLE_ME);
  session->name = g_strdup ("Annegret Thießen");
  session->user = g_strdup ("a.thiessen");
  session->server_name = g_strdup ("Amtsstube 0.1");
  membership->authority = amt_authority_new ();
  membership->authority->id = g_strdup (SAMPLE_AUTHORITY);
  membership->authority->name = g_strdup ("Stadt Leinhagen");
  membership->authority->slug = g_strdup ("leinhagen");
  membership->authority->zone = g_strdup ("Europe/Berlin");
  membership->authority->land = g_strdup ("NI");
  membership->team = amt_team_new ();
  membership->team->id = g_strdup (SAMPLE_TEAM);
  membership->team->name = g_strdup ("Bürgerbüro");
  membership->team->kind = g_strdup ("residents");
  membership->role = role;
  membership->permissions = amt_role_permissions (role);
  session->memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_membership_unref);
  g_ptr_array_add (session->memberships, membership);
  return g_steal_pointer (&session);
}

GPtrArray *
sample_services (void)
{
  static const char *const ids[] = {"registration-certificate", "birth-certificate", "trade-registration",
                                    "dog-tax-exemption"};
  GPtrArray *services = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_service_unref);

  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/catalogue/%s.json", g_getenv ("AMT_DATA_DIR"), ids[i]);
      g_autofree char *text = NULL;
      g_autoptr (JsonObject) json = NULL;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      json = parse (text);
      g_ptr_array_add (services, amt_service_from_json (json, &error));
      g_assert_no_error (error);
    }
  return services;
}

static const char parties[] =
    "\"applicant\":{\"family_name\":\"Łukaszewicz-Weiß\",\"given_names\":\"Żaneta Małgorzata\","
    "\"birth_date\":\"1988-03-14\",\"birth_place\":\"Łódź\",\"street\":\"Große Bäckerstraße 17 b\","
    "\"postcode\":\"29999\",\"town\":\"Leinhagen\",\"email\":\"z.lukaszewicz@example.org\"},";

static const char form[] =
    "\"form\":{\"family_name\":\"Łukaszewicz-Weiß\",\"given_names\":\"Żaneta Małgorzata\","
    "\"birth_date\":\"1988-03-14\",\"birth_place\":\"Łódź\",\"street\":\"Große Bäckerstraße 17 b\","
    "\"postcode\":\"29999\",\"town\":\"Leinhagen\",\"nationality\":\"polnisch, deutsch\","
    "\"marital_status\":\"married\",\"moved_in_on\":\"2019-02-01\",\"previous_address\":\"Am Südwall 4, 29999 "
    "Leinhagen\","
    "\"purpose\":\"Vorlage beim Konsulat, Hannover\"},";

static const char extract[] =
    "\"extract\":{\"register_name\":\"Melderegister\",\"entry\":\"4711/88\",\"version\":1,\"confirmed\":true,"
    "\"by_id\":\"" SAMPLE_ME "\",\"by_name\":\"Annegret Thießen\",\"at\":\"2026-11-17T09:12:00.000Z\","
    "\"fields\":{\"family_name\":\"Łukaszewicz-Weiß\",\"given_names\":\"Żaneta Małgorzata\","
    "\"birth_date\":\"1988-03-14\",\"birth_place\":\"Lodz\",\"street\":\"Große Bäckerstraße 17\","
    "\"postcode\":\"29999\",\"town\":\"Leinhagen\",\"nationality\":\"polnisch, deutsch\","
    "\"marital_status\":\"married\",\"residence_kind\":\"sole\",\"moved_in_on\":\"2019-02-01\"}},";

static const char papers[] =
    "\"attachments\":[{\"id\":\"01900000-0000-7000-8000-0000000000d1\",\"name\":\"Heiratsurkunde_Łódź.pdf\","
    "\"type\":\"application/pdf\",\"size\":412345,\"sha256\":\"00\",\"at\":\"2026-11-12T21:14:00.000Z\"},"
    "{\"id\":\"01900000-0000-7000-8000-0000000000d2\",\"name\":\"Anschreiben Konsulat.jpg\",\"type\":\"image/jpeg\","
    "\"size\":1812345,\"sha256\":\"00\",\"at\":\"2026-11-12T21:15:00.000Z\"}],"
    "\"notes\":[{\"id\":\"01900000-0000-7000-8000-0000000000e1\",\"text\":\"Konsulat will die frühere Anschrift mit "
    "auf "
    "dem Blatt, telefonisch bestätigt.\",\"by_id\":\"" SAMPLE_OTHER "\",\"by_name\":\"Maike Röhrs\","
    "\"at\":\"2026-11-17T08:12:00.000Z\"}],"
    "\"notices\":[{\"id\":\"01900000-0000-7000-8000-0000000000e2\",\"kind\":\"ask\",\"text\":\"Teilen Sie uns Ihre "
    "frühere "
    "Anschrift mit.\",\"fields\":[\"previous_address\"],\"by_name\":\"Annegret Thießen\","
    "\"at\":\"2026-11-13T10:20:00.000Z\"}],"
    "\"follow_up\":{\"on\":\"2026-11-24\",\"text\":\"Konsulat anrufen\",\"by_name\":\"Annegret Thießen\"},";

static const char printed[] =
    "\"documents\":[{\"id\":\"01900000-0000-7000-8000-0000000000f1\",\"kind\":\"certificate\",\"carrier\":\"paper\","
    "\"title\":\"Geburtsurkunde\",\"sha256\":\"00\",\"size\":40000,\"signer_id\":\"" SAMPLE_ME "\","
    "\"signer_name\":\"Maike Röhrs\",\"signature_level\":\"hand\",\"demo\":false,\"sheet_number\":\"A 004711\","
    "\"delivery\":\"printed\",\"issued_at\":\"2026-11-17T09:40:00.000Z\",\"delivered_at\":\"2026-11-17T09:40:00.000Z\"}"
    "],";

static void
add_person (GString *out, const char *member, const char *id)
{
  if (id != NULL)
    g_string_append_printf (out, "\"%s\":{\"id\":\"%s\",\"name\":\"%s\"},", member, id,
                            g_str_equal (id, SAMPLE_ME) ? "Annegret Thießen" : "Jörg Đorđević");
}

static void
add_gates (GString *out, bool open)
{
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    {
      bool is_open = open && (kind == AMT_GATE_REGISTER || kind == AMT_GATE_PAYMENT);
      AmtGateStatus status = is_open ? AMT_GATE_OPEN : AMT_GATE_MET;

      if (kind == AMT_GATE_APPROVAL || kind == AMT_GATE_ENTITLEMENT)
        status = AMT_GATE_NOT_NEEDED;
      g_string_append_printf (out, "%s{\"kind\":\"%s\",\"status\":\"%s\",\"judged_version\":1,", kind > 0 ? "," : "",
                              amt_enum_to_nick (&amt_gate_kind_enum, kind),
                              amt_enum_to_nick (&amt_gate_status_enum, status));
      g_string_append (out, status == AMT_GATE_MET ? "\"evidence\":\"Personalausweis, am Schalter\",\"by_name\":\"Jörg "
                                                     "Đorđević\",\"at\":\"2026-11-13T09:02:00.000Z\"}"
                                                   : "\"at\":null}");
    }
}

AmtRequest *
sample_request (const SampleCase *how)
{
  g_autoptr (GString) out = g_string_new ("{\"id\":\"" SAMPLE_REQUEST "\",\"authority_id\":\"" SAMPLE_AUTHORITY
                                          "\",\"team_id\":\"" SAMPLE_TEAM "\",\"file_number\":\"2026-004217\",");
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (GError) error = NULL;
  AmtRequest *request;

  g_string_append_printf (out, "\"version\":%d,\"content_version\":1,\"state\":\"%s\",\"channel\":\"online\",",
                          how->version != 0 ? (int) how->version : 7, amt_enum_to_nick (&amt_state_enum, how->state));
  g_string_append_printf (out, "\"service_id\":\"%s\",\"service_version\":1,\"variant\":\"%s\",",
                          how->service != NULL ? how->service : "registration-certificate",
                          how->variant != NULL ? how->variant : "extended");
  g_string_append_printf (out, "\"carrier\":\"%s\",\"copies\":1,\"received_on\":\"2026-11-12\",",
                          how->electronic ? "electronic" : "paper");
  g_string_append (out, "\"received_at\":\"2026-11-12T21:14:00.000Z\",\"target_on\":\"2026-11-17\",");
  g_string_append_printf (out,
                          "\"fee_cents\":%d,\"fee_basis\":\"Gebührenordnung Nr. 12\",\"paid_cents\":%d,"
                          "\"assurance\":\"high\",",
                          how->electronic ? 0 : 900, how->open_gates ? 0 : 900);
  if (how->exemption != NULL)
    g_string_append_printf (out, "\"exemption\":\"pension\",\"exemption_status\":\"%s\",", how->exemption);
  g_string_append (out, parties);
  g_string_append (out, form);
  add_person (out, "handler", how->handler);
  add_person (out, "drafter", how->drafter);
  add_person (out, "signer", how->signer);
  if (!how->open_gates)
    g_string_append (out, extract);
  g_string_append (out, papers);
  if (how->paper_printed)
    g_string_append (out, printed);
  g_string_append (out, "\"gates\":[");
  add_gates (out, how->open_gates);
  g_string_append (out, "],\"updated_at\":\"2026-11-17T09:12:00.000Z\"}");
  json = parse (out->str);
  request = amt_request_from_answer (json, &error);
  g_assert_no_error (error);
  return request;
}

AmtCase *
sample_case (AmtRole role, const SampleCase *how)
{
  g_autoptr (AmtSession) session = sample_session (role);
  g_autoptr (GPtrArray) services = sample_services ();
  g_autoptr (AmtRequest) request = sample_request (how);
  AmtCase *amt_case = amt_case_new (NULL, NULL, session, services);

  amt_case_set_request (amt_case, request);
  return amt_case;
}

/* --- a window --- */

static gboolean
set_true (gpointer data)
{
  *(bool *) data = true;
  return G_SOURCE_REMOVE;
}

void
sample_settle (void)
{
  bool done = false;

  g_timeout_add (30, set_true, &done);
  while (!done || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, true);
}

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_object_set_data_full (data, g_action_get_name (G_ACTION (action)),
                          parameter != NULL ? g_variant_print (parameter, false) : g_strdup (""), g_free);
}

/* The window manager of the tests makes every window as large as the screen. */
static GtkWidget *
in_size (GtkWidget *child, int width, int height)
{
  GtkWidget *wide = adw_clamp_new ();
  GtkWidget *high = adw_clamp_new ();

  g_object_set (high, "orientation", GTK_ORIENTATION_VERTICAL, "maximum-size", height, "tightening-threshold", height,
                "child", child, "valign", GTK_ALIGN_START, NULL);
  g_object_set (wide, "maximum-size", width, "tightening-threshold", width, "child", high, "halign", GTK_ALIGN_START,
                NULL);
  gtk_widget_set_size_request (wide, width, -1);
  gtk_widget_set_size_request (high, -1, height);
  return wide;
}

GtkWindow *
sample_window (GtkWidget *child, int width, int height)
{
  static const struct
  {
    const char *name;
    const char *type;
  } actions[] = {{"toast", "s"},        {"toast-undo", "(ss)"},     {"issue", "(sss)"},
                 {"open-request", "s"}, {"next-after-issue", NULL}, {"claim-next", NULL}};
  GtkWidget *window = adw_window_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GVariantType) type = actions[i].type != NULL ? g_variant_type_new (actions[i].type) : NULL;
      g_autoptr (GSimpleAction) action = g_simple_action_new (actions[i].name, type);

      g_signal_connect (action, "activate", G_CALLBACK (on_action), window);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_window_set_content (ADW_WINDOW (window), in_size (child, width, height));
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_window_is_active (GTK_WINDOW (window)))
    g_main_context_iteration (NULL, true);
  sample_settle ();
  return GTK_WINDOW (window);
}

char *
sample_told (GtkWindow *window, const char *name)
{
  return g_object_steal_data (G_OBJECT (window), name);
}

void
sample_shot (GtkWindow *window, const char *name)
{
  const char *folder = g_getenv ("AMT_SHOTS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  for (int i = 0; i < 10; i++)
    sample_settle ();
  paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  path = g_strdup_printf ("%s/%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

GtkWidget *
sample_find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = sample_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static bool
has_label (GtkWidget *widget, const char *label)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *plain = NULL;

  if (!GTK_IS_BUTTON (widget) || gtk_button_get_label (GTK_BUTTON (widget)) == NULL || !gtk_widget_get_visible (widget))
    return false;
  parts = g_strsplit (gtk_button_get_label (GTK_BUTTON (widget)), "_", -1);
  plain = g_strjoinv ("", parts);
  return g_str_equal (plain, label);
}

GtkWidget *
sample_find_button (GtkWidget *widget, const char *label)
{
  if (has_label (widget, label))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = sample_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What the application does by its base path. */
static void
use_resources (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();

  g_assert_nonnull (amt_widgets_get_resource ());
  gtk_css_provider_load_from_resource (style, AMT_RESOURCES "style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), AMT_RESOURCES "icons");
}

GtkWidget *
sample_find_tip (GtkWidget *widget, const char *tooltip)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = sample_find_tip (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* (nullable): GTK's own window for choosing a file. */
static GtkWindow *
find_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (unsigned i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_str_equal (G_OBJECT_TYPE_NAME (window), "GtkFileChooserDialog") &&
          gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

/* GTK 4.18 loses some 800 bytes with each file dialog, and no stack names it: where one was opened, leaks are looked for
 * ahead of the first and no more at the end. These two are LeakSanitizer's (sanitizer/lsan_interface.h). */
int __lsan_is_turned_off (void);
int __lsan_do_recoverable_leak_check (void) __attribute__ ((weak));

static bool was_chooser;

int
__lsan_is_turned_off (void)
{
  return was_chooser;
}

static void
look_for_leaks (void)
{
  if (!was_chooser && __lsan_do_recoverable_leak_check != NULL)
    g_assert_cmpint (__lsan_do_recoverable_leak_check (), ==, 0);
  was_chooser = true;
}

void
sample_choose_file (const char *path)
{
  GtkWidget *name;

  look_for_leaks ();
  while (find_chooser () == NULL)
    sample_settle ();
  sample_settle ();
  name = sample_find (GTK_WIDGET (find_chooser ()), g_type_from_name ("GtkFileChooserEntry"));
  gtk_editable_set_text (GTK_EDITABLE (name), path);
  for (int i = 0; i < 10; i++)
    sample_settle ();
  g_signal_emit_by_name (sample_find_button (GTK_WIDGET (find_chooser ()), "Save"), "clicked");
}

void
sample_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  /* A missing accessibility bus is no defect of ours. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();
  use_resources ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", false, NULL);
}
