/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every service of the catalogue is read as the server reads it, and what one file cannot say wrong alone is checked. */
#include "amt-service.h"

#include <gio/gio.h>
#include <string.h>

#define TODAY "2026-11-22"

static GPtrArray *services; /* of AmtService */

static const char *const expected[] = {
    "birth-certificate",     "death-certificate",    "dog-tax-deregistration", "dog-tax-exemption",
    "dog-tax-registration",  "marriage-certificate", "register-information",   "registration-certificate",
    "residence-certificate", "trade-change",         "trade-deregistration",   "trade-registration",
};

static char *
catalogue (const char *name)
{
  return g_build_filename (g_getenv ("AMT_DATA_DIR"), "catalogue", name, NULL);
}

static void
load_services (void)
{
  services = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_service_unref);
  for (size_t i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *name = g_strconcat (expected[i], ".json", NULL);
      g_autofree char *path = catalogue (name);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      size_t length;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      g_autoptr (GBytes) bytes = g_bytes_new (text, length);
      AmtService *service = amt_record_from_bytes (&amt_service_type, bytes, 1 << 20, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (service->id, ==, expected[i]);
      g_ptr_array_add (services, service);
    }
}

static void
test_files (void)
{
  g_autofree char *path = catalogue (NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  unsigned found = 0;
  while (g_dir_read_name (folder))
    found++;
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (expected));
}

static void
assert_words (const AmtWords *words)
{
  g_assert_nonnull (words);
  g_assert_true (words->de && *words->de && words->en && *words->en);
}

static void
check_field (const AmtService *service, const AmtFormField *field, bool extract)
{
  assert_words (field->label);
  if (field->hint)
    assert_words (field->hint);
  g_assert_true ((field->input == AMT_INPUT_CHOICE) == (field->choices->len > 0));
  for (unsigned i = 0; i < field->choices->len; i++)
    assert_words (((const AmtChoice *) g_ptr_array_index (field->choices, i))->label);
  for (size_t i = 0; field->variants[i]; i++)
    g_assert_nonnull (amt_service_find_variant (service, field->variants[i]));
  if (!field->compare)
    return;
  g_assert_true (extract);
  const AmtFormField *claim = amt_service_find_field (service->form, field->compare);
  if (!claim)
    g_error ("%s: %s is compared with %s, which the form lacks", service->id, field->id, field->compare);
  g_assert_cmpint (claim->input, ==, field->input);
}

static void
check_fields (const AmtService *service, GPtrArray *fields, bool extract)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (unsigned i = 0; i < fields->len; i++)
    {
      const AmtFormField *field = g_ptr_array_index (fields, i);
      g_test_message ("%s.%s", service->id, field->id);
      g_assert_true (g_hash_table_add (seen, field->id));
      check_field (service, field, extract);
    }
}

static void
test_fields (void)
{
  for (unsigned i = 0; i < services->len; i++)
    {
      const AmtService *service = g_ptr_array_index (services, i);
      assert_words (service->name);
      if (service->short_name)
        assert_words (service->short_name);
      for (unsigned v = 0; v < service->variants->len; v++)
        assert_words (((const AmtVariant *) g_ptr_array_index (service->variants, v))->name);
      g_assert_cmpuint (service->form->len, >, 0);
      check_fields (service, service->form, false);
      check_fields (service, service->extract, true);
      g_assert_true (!service->register_needed || (service->register_name && service->extract->len > 0));
    }
}

static bool
rows_overlap (const AmtFee *a, const AmtFee *b)
{
  if (a->carrier != b->carrier || (a->variant && b->variant && strcmp (a->variant, b->variant) != 0))
    return false;
  return !(a->valid_until && strcmp (a->valid_until, b->valid_from) < 0) &&
         !(b->valid_until && strcmp (b->valid_until, a->valid_from) < 0);
}

/* No reason for owing nothing stands before people as a mere id. */
static void
test_exemptions_have_names (void)
{
  for (guint i = 0; i < services->len; i++)
    {
      const AmtService *service = g_ptr_array_index (services, i);

      for (guint f = 0; f < service->fees->len; f++)
        {
          const AmtFee *fee = g_ptr_array_index (service->fees, f);

          for (char **id = fee->exemptions; id != NULL && *id != NULL; id++)
            g_assert_true (amt_service_exemption_name (service, *id, "de") != *id);
        }
    }
}

static void
test_fees_do_not_overlap (void)
{
  for (unsigned i = 0; i < services->len; i++)
    {
      GPtrArray *fees = ((const AmtService *) g_ptr_array_index (services, i))->fees;
      for (unsigned a = 0; a < fees->len; a++)
        for (unsigned b = a + 1; b < fees->len; b++)
          g_assert_false (rows_overlap (g_ptr_array_index (fees, a), g_ptr_array_index (fees, b)));
    }
}

/* Whatever may be ordered today has a price, and an electronic registration certificate is free (BMG §18(3)). */
static void
test_every_order_has_a_fee (void)
{
  for (unsigned i = 0; i < services->len; i++)
    {
      const AmtService *service = g_ptr_array_index (services, i);
      for (unsigned v = 0; v < service->variants->len; v++)
        for (int carrier = AMT_CARRIER_ELECTRONIC; carrier <= AMT_CARRIER_PAPER; carrier++)
          {
            const AmtVariant *variant = g_ptr_array_index (service->variants, v);
            g_autoptr (GError) error = NULL;
            int64_t cents = -1;
            bool offered = service->carriers & (1u << carrier);
            bool priced = amt_service_fee (service, variant->id, carrier, 1, NULL, TODAY, &cents, NULL, &error);
            g_assert_cmpint (offered, ==, priced);
            if (carrier == AMT_CARRIER_ELECTRONIC && strcmp (service->id, "registration-certificate") == 0)
              g_assert_cmpint (cents, ==, 0);
          }
    }
}

static const AmtService *
find (const char *id)
{
  for (unsigned i = 0; i < services->len; i++)
    if (strcmp (((const AmtService *) g_ptr_array_index (services, i))->id, id) == 0)
      return g_ptr_array_index (services, i);
  g_assert_not_reached ();
}

/* facts of law that a careless edit must not change unnoticed */
static void
test_rules (void)
{
  static const char *const civil[] = {"birth-certificate", "marriage-certificate", "death-certificate"};
  static const char *const trade[] = {"trade-registration", "trade-change", "trade-deregistration"};

  for (size_t i = 0; i < G_N_ELEMENTS (civil); i++)
    {
      const AmtService *service = find (civil[i]);
      g_assert_cmpuint (service->carriers, ==, 1u << AMT_CARRIER_PAPER);
      g_assert_cmpint (service->signing_permission, ==, AMT_PERMISSION_SIGN_CIVIL_STATUS);
      g_assert_true (service->entitlement && service->prescribed_form && !service->four_eyes);
      g_assert_cmpstr (service->remedy, ==, "district-court");
    }
  for (size_t i = 0; i < G_N_ELEMENTS (trade); i++)
    {
      const AmtService *service = find (trade[i]);
      g_assert_cmpint (service->noun, ==, AMT_NOUN_NOTICE);
      g_assert_cmpint (service->statutory_days, ==, 3);
      g_assert_cmpstr (service->statutory_basis, ==, "GewO §15(1)");
      g_assert_cmpuint (g_strv_length (service->forward_to), >, 3);
    }
}

/* What nobody has looked up is named, and named by a member there is. */
static void
test_uncertain (void)
{
  for (unsigned i = 0; i < services->len; i++)
    {
      const AmtService *service = g_ptr_array_index (services, i);
      if (!service->leika)
        g_assert_true (g_strv_contains ((const char *const *) service->uncertain, "leika"));
      for (size_t u = 0; service->uncertain[u]; u++)
        {
          g_auto (GStrv) path = g_strsplit (service->uncertain[u], ".", 2);
          const AmtField *field = amt_service_type.fields;
          while (field->name && strcmp (field->name, path[0]) != 0)
            field++;
          if (!field->name)
            g_error ("%s: there is no %s", service->id, service->uncertain[u]);
        }
    }
}

static void
test_templates (void)
{
  for (unsigned i = 0; i < services->len; i++)
    {
      const AmtService *service = g_ptr_array_index (services, i);
      if (!service->template_id)
        continue;
      g_autofree char *name = g_strconcat (service->template_id, ".md", NULL);
      g_autofree char *path = g_build_filename (g_getenv ("AMT_DATA_DIR"), "templates", name, NULL);
      g_test_message ("%s", path);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  load_services ();
  g_test_add_func ("/catalogue/files", test_files);
  g_test_add_func ("/catalogue/fields", test_fields);
  g_test_add_func ("/catalogue/fees-do-not-overlap", test_fees_do_not_overlap);
  g_test_add_func ("/catalogue/exemptions-have-names", test_exemptions_have_names);
  g_test_add_func ("/catalogue/every-order-has-a-fee", test_every_order_has_a_fee);
  g_test_add_func ("/catalogue/rules", test_rules);
  g_test_add_func ("/catalogue/uncertain", test_uncertain);
  g_test_add_func ("/catalogue/templates", test_templates);
  int status = g_test_run ();
  g_ptr_array_unref (services);
  return status;
}
