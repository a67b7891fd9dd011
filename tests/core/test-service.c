/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"
#include "amt-service.h"

#include <string.h>

/* The registration certificate, as far as these tests need it. */
static const char service_json[] =
    "{\"id\":\"registration-certificate\",\"version\":1,\"valid_from\":\"2026-01-01\",\"name\":{\"de\":"
    "\"Meldebescheinigung\","
    "\"en\":\"Registration "
    "Certificate\"},\"noun\":\"application\",\"team\":\"residents\",\"variants\":[{\"id\":\"simple\","
    "\"name\":{\"de\":\"Einfach\"}},{\"id\":\"extended\",\"name\":{\"de\":\"Erweitert\"}}],\"carriers\":["
    "\"electronic\","
    "\"paper\"],\"signature\":\"advanced\",\"signing_permission\":\"sign-residents\",\"assurance\":\"substantial\","
    "\"form\":[{\"id\":\"purpose\",\"label\":{\"de\":\"Zweck\"},\"required\":true,\"max_length\":20},"
    "{\"id\":\"remark\",\"label\":{\"de\":\"Bemerkung\"},\"input\":\"long-text\"},"
    "{\"id\":\"since\",\"label\":{\"de\":\"Seit\"},\"input\":\"date\"},"
    "{\"id\":\"dogs\",\"label\":{\"de\":\"Hunde\"},\"input\":\"number\"},"
    "{\"id\":\"agreed\",\"label\":{\"de\":\"Einverstanden\"},\"input\":\"boolean\"},"
    "{\"id\":\"sex\",\"label\":{\"de\":\"Angabe\"},\"input\":\"choice\",\"choices\":[{\"id\":\"yes\",\"label\":{\"de\":"
    "\"Ja\"}}]},"
    "{\"id\":\"addresses\",\"label\":{\"de\":\"Frühere\"},\"required\":true,\"variants\":[\"extended\"]}],"
    "\"fees\":[{\"carrier\":\"electronic\",\"first_cents\":0,\"valid_from\":\"2015-11-01\",\"basis\":\"BMG § 18 Abs. "
    "3\"},"
    "{\"carrier\":\"paper\",\"first_cents\":600,\"further_cents\":300,\"valid_from\":\"2020-01-01\",\"valid_until\":"
    "\"2025-12-31\",\"basis\":\"alt\",\"exemptions\":[\"pension\"]},"
    "{\"carrier\":\"paper\",\"first_cents\":750,\"further_cents\":400,\"valid_from\":\"2026-01-01\",\"basis\":"
    "\"AllGO\","
    "\"exemptions\":[\"pension\",\"child-benefit\"]},"
    "{\"carrier\":\"paper\",\"variant\":\"extended\",\"first_cents\":900,\"further_cents\":450,\"valid_from\":"
    "\"2026-01-01\",\"basis\":\"AllGO\"}]}";

static AmtService *
service_new (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (service_json, strlen (service_json));
  g_autoptr (GError) error = NULL;
  AmtService *service = amt_record_from_bytes (&amt_service_type, bytes, 100000, &error);

  g_assert_no_error (error);
  return service;
}

static const struct
{
  const char *variant;
  AmtCarrier carrier;
  int64_t copies;
  const char *exemption;
  const char *day;
  int64_t cents; /* -1: refused */
  const char *slug;
} fees[] = {
    {"simple", AMT_CARRIER_ELECTRONIC, 1, NULL, "2026-11-22", 0, NULL}, /* BMG §18(3) */
    {"extended", AMT_CARRIER_ELECTRONIC, 5, NULL, "2026-11-22", 0, NULL},
    {"simple", AMT_CARRIER_PAPER, 1, NULL, "2026-11-22", 750, NULL},
    {"simple", AMT_CARRIER_PAPER, 0, NULL, "2026-11-22", 750, NULL},
    {"simple", AMT_CARRIER_PAPER, 3, NULL, "2026-11-22", 1550, NULL},
    {NULL, AMT_CARRIER_PAPER, 1, NULL, "2026-11-22", 750, NULL},
    {"extended", AMT_CARRIER_PAPER, 1, NULL, "2026-11-22", 900, NULL},
    {"extended", AMT_CARRIER_PAPER, 2, NULL, "2026-11-22", 1350, NULL},
    {"simple", AMT_CARRIER_PAPER, 1, NULL, "2025-12-31", 600, NULL}, /* the last day of the old fee */
    {"extended", AMT_CARRIER_PAPER, 2, NULL, "2025-12-31", 900, NULL},
    {"simple", AMT_CARRIER_PAPER, 1, NULL, "2026-01-01", 750, NULL},
    {"simple", AMT_CARRIER_PAPER, 1, NULL, "2019-12-31", -1, "no-fee"},
    {"simple", AMT_CARRIER_ELECTRONIC, 1, NULL, "2015-10-31", -1, "no-fee"},
    {"simple", AMT_CARRIER_PAPER, 4, "pension", "2026-11-22", 0, NULL},
    {"simple", AMT_CARRIER_PAPER, 1, "child-benefit", "2025-06-01", -1, "unknown-value"},
    {"extended", AMT_CARRIER_PAPER, 1, "pension", "2026-11-22", -1, "unknown-value"},
    {"simple", AMT_CARRIER_PAPER, 1, "", "2026-11-22", 750, NULL},
};

static void
test_fees (void)
{
  g_autoptr (AmtService) service = service_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (fees); i++)
    {
      g_autoptr (GError) error = NULL;
      const AmtFee *row = NULL;
      int64_t cents = -1;

      g_test_message ("%zu", i);
      g_assert_true (amt_service_fee (service, fees[i].variant, fees[i].carrier, fees[i].copies, fees[i].exemption,
                                      fees[i].day, &cents, &row, &error) == (fees[i].cents >= 0));
      g_assert_cmpint (cents, ==, fees[i].cents);
      g_assert_cmpstr (amt_error_get_slug (error), ==, fees[i].slug);
      g_assert_true ((row != NULL) == (fees[i].cents >= 0));
    }
}

/* What can be brought up is what the fee of that order and day knows. */
static void
test_exemptions (void)
{
  static const struct
  {
    const char *variant;
    AmtCarrier carrier;
    const char *day;
    const char *known;
  } rows[] = {
      {"simple", AMT_CARRIER_PAPER, "2026-11-22", "pension child-benefit"},
      {NULL, AMT_CARRIER_PAPER, "2026-11-22", "pension child-benefit"},
      {"simple", AMT_CARRIER_PAPER, "2025-12-31", "pension"},
      {"extended", AMT_CARRIER_PAPER, "2025-12-31", "pension"},
      {"extended", AMT_CARRIER_PAPER, "2026-11-22", ""}, /* a fee that nothing exempts from */
      {"simple", AMT_CARRIER_ELECTRONIC, "2026-11-22", ""},
      {"simple", AMT_CARRIER_PAPER, "2019-12-31", ""}, /* no fee at all */
  };
  g_autoptr (AmtService) service = service_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const *known = amt_service_exemptions (service, rows[i].variant, rows[i].carrier, rows[i].day);
      g_autofree char *ids = known ? g_strjoinv (" ", (char **) known) : g_strdup ("");

      g_test_message ("%zu", i);
      g_assert_cmpstr (ids, ==, rows[i].known);
    }
}

static const struct
{
  const char *variant;
  bool complete;
  const char *values;
  const char *slug; /* NULL: taken */
  const char *field;
} forms[] = {
    {"simple", true, "{\"purpose\":\"Wohnung\"}", NULL, NULL},
    {"simple", false, "{}", NULL, NULL},
    {"simple", true, "{}", "missing-field", "form.purpose"},
    {"simple", true, "{\"purpose\":\"\"}", "missing-field", "form.purpose"},
    {"simple", true, "{\"purpose\":\"  \"}", "missing-field", "form.purpose"},
    {"extended", true, "{\"purpose\":\"a\"}", "missing-field", "form.addresses"},
    {"extended", true, "{\"purpose\":\"a\",\"addresses\":\"b\"}", NULL, NULL},
    {"simple", true, "{\"purpose\":\"a\",\"addresses\":\"b\"}", "unknown-field", "form.addresses"},
    {"simple", false, "{\"colour\":\"red\"}", "unknown-field", "form.colour"},
    {"simple", false, "{\"purpose\":7}", "wrong-type", "form.purpose"},
    {"simple", false, "{\"agreed\":true}", "wrong-type", "form.agreed"},
    {"simple", false, "{\"purpose\":[\"a\"]}", "wrong-type", "form.purpose"},
    {"simple", false, "{\"purpose\":null}", "wrong-type", "form.purpose"},
    {"simple", false, "{\"purpose\":\"12345678901234567890\"}", NULL, NULL},
    {"simple", false, "{\"purpose\":\"123456789012345678901\"}", "too-long", "form.purpose"},
    {"simple", false, "{\"purpose\":\"a\\nb\"}", "bad-text", "form.purpose"},
    {"simple", false, "{\"purpose\":\"a\\u202eb\"}", "bad-text", "form.purpose"},
    {"simple", false, "{\"remark\":\"a\\nb\"}", NULL, NULL},
    {"simple", false, "{\"since\":\"2026-02-28\"}", NULL, NULL},
    {"simple", false, "{\"since\":\"\"}", NULL, NULL},
    {"simple", false, "{\"since\":\"28.02.2026\"}", "not-a-date", "form.since"},
    {"simple", false, "{\"since\":\"2026-02-29\"}", "not-a-date", "form.since"},
    {"simple", false, "{\"sex\":\"yes\"}", NULL, NULL},
    {"simple", false, "{\"sex\":\"Ja\"}", "unknown-value", "form.sex"},
    {"simple", false, "{\"agreed\":\"true\"}", NULL, NULL},
    {"simple", false, "{\"agreed\":\"yes\"}", "unknown-value", "form.agreed"},
    {"simple", false, "{\"dogs\":\"2\"}", NULL, NULL},
    {"simple", false, "{\"dogs\":\"2,5\"}", NULL, NULL},
    {"simple", false, "{\"dogs\":\"2.\"}", "unknown-value", "form.dogs"},
    {"simple", false, "{\"dogs\":\"-2\"}", "unknown-value", "form.dogs"},
    {"simple", false, "{\"dogs\":\"2x\"}", "unknown-value", "form.dogs"},
    {"simple", false, "{\"dogs\":\"1234567890123456\"}", "unknown-value", "form.dogs"},
    {"simple", false, "{\"dogs\":\"1.12345\"}", "unknown-value", "form.dogs"},
};

static void
test_forms (void)
{
  g_autoptr (AmtService) service = service_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (forms[i].values, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", forms[i].values);
      g_assert_true (amt_form_check (service->form, forms[i].variant, json_node_get_object (node), "form",
                                     forms[i].complete, &error) == !forms[i].slug);
      g_assert_cmpstr (amt_error_get_slug (error), ==, forms[i].slug);
      g_assert_cmpstr (amt_error_get_field (error), ==, forms[i].field);
    }
}

static void
test_find (void)
{
  g_autoptr (AmtService) service = service_new ();

  g_assert_cmpstr (amt_service_find_variant (service, "extended")->id, ==, "extended");
  g_assert_cmpstr (amt_service_find_variant (service, NULL)->id, ==, "simple");
  g_assert_null (amt_service_find_variant (service, "gilded"));
  g_assert_cmpstr (amt_service_find_field (service->form, "since")->id, ==, "since");
  g_assert_null (amt_service_find_field (service->form, "colour"));
  g_assert_null (amt_service_find_field (NULL, "since"));
}

static void
test_words (void)
{
  g_autoptr (AmtService) service = service_new ();
  const AmtVariant *variant = service->variants->pdata[0];

  g_assert_cmpstr (amt_words_get (service->name, "de"), ==, "Meldebescheinigung");
  g_assert_cmpstr (amt_words_get (service->name, "en"), ==, "Registration Certificate");
  g_assert_cmpstr (amt_words_get (service->name, "en_GB"), ==, "Registration Certificate");
  g_assert_cmpstr (amt_words_get (service->name, "fr"), ==, "Meldebescheinigung");
  g_assert_cmpstr (amt_words_get (service->name, NULL), ==, "Meldebescheinigung");
  g_assert_cmpstr (amt_words_get (variant->name, "en"), ==, "Einfach");
  g_assert_null (amt_words_get (NULL, "en"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/fees", test_fees);
  g_test_add_func ("/service/exemptions", test_exemptions);
  g_test_add_func ("/service/forms", test_forms);
  g_test_add_func ("/service/find", test_find);
  g_test_add_func ("/service/words", test_words);
  return g_test_run ();
}
