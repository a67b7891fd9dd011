/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"
#include "amt-feed.h"
#include "amt-input.h"

#include <string.h>

static void *
parse (const AmtRecordType *type, const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return amt_record_from_bytes (type, bytes, 100000, error);
}

static const struct
{
  const AmtRecordType *type;
  const char *json;
  const char *slug;
  const char *field;
} refused[] = {
    {&amt_note_input_type, "{}", "missing-field", "text"},
    {&amt_note_input_type, "{\"text\":null}", "missing-field", "text"},
    {&amt_note_input_type, "{\"text\":\"\"}", "missing-field", "text"},
    {&amt_note_input_type, "{\"text\":\"a\",\"colour\":1}", "unknown-field", "colour"},
    {&amt_note_input_type, "{\"text\":1}", "wrong-type", "text"},
    {&amt_note_input_type, "{\"text\":\"a\\u202eb\"}", "bad-text", "text"},
    {&amt_note_input_type, "{\"text\":\"a\\u0308\"}", "bad-text", "text"},
    {&amt_note_input_type, "{\"text\":\"a\",\"text\":\"b\"}", "duplicate-field", "text"},
    {&amt_follow_up_input_type, "{\"on\":\"2026-02-29\"}", "not-a-date", "on"},
    {&amt_gate_input_type, "{\"status\":\"green\"}", "unknown-value", "status"},
    {&amt_action_input_type, "{\"person_id\":\"7\"}", "unknown-value", "person_id"},
    {&amt_action_input_type, "{\"fields\":[\"a\",2]}", "wrong-type", "fields[1]"},
    {&amt_order_type, "{\"service_id\":\"a\",\"form\":{\"x\":{}}}", "wrong-type", "form.x"},
    {&amt_order_type, "{\"service_id\":\"a\",\"form\":{},\"copies\":0}", "out-of-range", "copies"},
    {&amt_order_type, "{\"service_id\":\"a\",\"form\":{},\"applicant\":{\"family_name\":\"B\",\"given_names\":1}}",
     "wrong-type", "applicant.given_names"},
    {&amt_feed_page_type, "{\"epoch\":\"e\",\"last\":1,\"head\":1,\"items\":[{\"seq\":1,\"kind\":\"gone\"}]}",
     "missing-field", "items[0].id"},
    {&amt_note_type, "{\"id\":\"0190163d-8694-739b-aea5-966c26f8ad91\",\"text\":\"a\",\"at\":\"yesterday\"}",
     "not-a-time", "at"},
};

static void
test_refused (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i].json);
      g_assert_null (parse (refused[i].type, refused[i].json, &error));
      g_assert_cmpstr (amt_error_get_slug (error), ==, refused[i].slug);
      g_assert_cmpstr (amt_error_get_field (error), ==, refused[i].field);
      g_assert_null (parse (refused[i].type, refused[i].json, NULL));
    }
}

static void
test_order (void)
{
  static const char json[] =
      "{\"service_id\":\"registration-certificate\",\"variant\":\"simple\",\"carrier\":\"paper\","
      "\"copies\":2,\"channel\":\"counter\",\"received_on\":\"2026-11-22\",\"applicant\":{"
      "\"family_name\":\"Łukaszewicz-Weiß\",\"given_names\":\"Żaneta\"},\"form\":{\"purpose\":"
      "\"Wohnung\",\"list\":[\"a\",\"b\"],\"yes\":true,\"n\":-3}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtOrder) order = parse (&amt_order_type, json, &error);
  g_autoptr (AmtOrder) copy = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (order->carrier, ==, AMT_CARRIER_PAPER);
  g_assert_cmpstr (order->applicant->given_names, ==, "Żaneta");
  text = amt_record_to_string (&amt_order_type, order);
  g_assert_cmpstr (text, ==, json);
  copy = amt_order_copy (order);
  g_assert_true (amt_record_equal (&amt_order_type, order, copy));
  copy->copies = 3;
  g_assert_false (amt_record_equal (&amt_order_type, order, copy));
}

#define ROUNDS 3000

/* One holder among several: refers, copies, writes and lets go. */
static void *
use_shared (void *data)
{
  const AmtOrder *shared = data;

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (AmtOrder) mine = amt_order_ref (shared);
      g_autoptr (AmtOrder) copy = amt_order_copy (mine);
      g_autofree char *text = amt_record_to_string (&amt_order_type, copy);

      g_assert_true (amt_record_equal (&amt_order_type, mine, copy));
      g_assert_true (copy->form != mine->form); /* json-glib does not count its references atomically */
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (AmtOrder) order = parse (&amt_order_type,
                                      "{\"service_id\":\"a\",\"applicant\":{\"family_name\":\"B\",\"given_names\":"
                                      "\"C\"},\"form\":{\"x\":\"1\",\"y\":[\"2\",\"3\"]}}",
                                      NULL);
  GThread *threads[4];

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("holder", use_shared, order);
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* A newer server's answer is read; what this program relies on must be there all the same. */
static void
test_answer (void)
{
  g_autoptr (JsonNode) node = json_from_string ("{\"text\":\"a\\u202eb\",\"mood\":{\"x\":[1]}}", NULL);
  g_autoptr (JsonNode) wrong = json_from_string ("{\"mood\":1}", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtNoteInput) note = amt_note_input_from_answer (json_node_get_object (node), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (note->text, ==, "a\u202eb");
  g_assert_null (amt_note_input_from_answer (json_node_get_object (wrong), &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "missing-field");
}

/* Lists are there once read, whether sent or not. */
static void
test_lists (void)
{
  g_autoptr (AmtActionInput) input = parse (&amt_action_input_type, "{}", NULL);
  g_autoptr (AmtFeedPage)
      page = parse (&amt_feed_page_type, "{\"epoch\":\"e\",\"last\":0,\"head\":0,\"items\":[]}", NULL);

  g_assert_nonnull (input->fields);
  g_assert_null (input->fields[0]);
  g_assert_cmpuint (page->items->len, ==, 0);
}

static void
test_nothing (void)
{
  g_autofree char *text = amt_record_to_string (&amt_order_type, NULL);

  g_assert_null (amt_order_ref (NULL));
  g_assert_null (amt_order_copy (NULL));
  amt_order_unref (NULL);
  g_assert_true (amt_record_equal (&amt_order_type, NULL, NULL));
  g_assert_cmpstr (text, ==, "null");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/refused", test_refused);
  g_test_add_func ("/record/order", test_order);
  g_test_add_func ("/record/threads", test_threads);
  g_test_add_func ("/record/answer", test_answer);
  g_test_add_func ("/record/lists", test_lists);
  g_test_add_func ("/record/nothing", test_nothing);
  return g_test_run ();
}
