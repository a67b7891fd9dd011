/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"
#include "amtd-file-cipher.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define ID "0198c2f0-0000-7000-8000-000000000001"
#define OTHER "0198c2f0-0000-7000-8000-000000000002"
#define CHUNK (64 * 1024 + 16)

static GBytes *
make_key (guint8 value)
{
  guint8 bytes[32];

  memset (bytes, value, sizeof bytes);
  return g_bytes_new (bytes, sizeof bytes);
}

static GBytes *
make_data (gsize size)
{
  guint8 *data = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 31 + i / 251);
  return g_bytes_new_take (data, size);
}

static GBytes *
seal (GBytes *key, GBytes *plain)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("cipher-XXXXXX", &path, &error);
  char *text;
  gsize length;

  g_assert_no_error (error);
  amtd_file_cipher_write (key, ID, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), fd, &error);
  g_assert_no_error (error);
  close (fd);
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return g_bytes_new_take (text, length);
}

static void
refuse (GBytes *key, const char *id, const guint8 *data, gsize size)
{
  g_autoptr (GBytes) sealed = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (amtd_file_cipher_open (key, id, sealed, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_FAILED);
  g_assert_cmpstr (amt_error_get_slug (error), ==, "file-damaged");
}

static void
test_round_trip (void)
{
  static const gsize sizes[] = {0, 1, 15, 65535, 65536, 65537, 131072, 300001};
  g_autoptr (GBytes) key = make_key (7);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) plain = make_data (sizes[i]);
      g_autoptr (GBytes) sealed = seal (key, plain);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) opened = amtd_file_cipher_open (key, ID, sealed, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (plain, opened));
    }
}

static void
test_nothing_shows (void)
{
  g_autoptr (GBytes) key = make_key (7);
  g_autoptr (GBytes) plain = g_bytes_new_static ("Żaneta Łukaszewicz-Weiß", 26);
  g_autoptr (GBytes) sealed = seal (key, plain);
  g_autoptr (GBytes) again = seal (key, plain);

  g_assert_null (memmem (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), "aneta", 5));
  g_assert_false (g_bytes_equal (sealed, again));
}

static void
test_what_is_not_whole (void)
{
  g_autoptr (GBytes) key = make_key (7);
  g_autoptr (GBytes) wrong = make_key (8);
  g_autoptr (GBytes) plain = make_data (200000);
  g_autoptr (GBytes) sealed = seal (key, plain);
  gsize size = g_bytes_get_size (sealed);
  const guint8 *data = g_bytes_get_data (sealed, NULL);
  g_autofree guint8 *copy = g_memdup2 (data, size);

  refuse (key, OTHER, data, size);
  refuse (wrong, ID, data, size);
  for (gsize cut = 1; cut < size; cut += 4999)
    refuse (key, ID, data, size - cut);
  refuse (key, ID, data, 40 + CHUNK); /* cut between chunks */
  refuse (key, ID, data, 40 + 2 * CHUNK);
  for (gsize at = 0; at < size; at += 9973)
    {
      copy[at] ^= 1;
      refuse (key, ID, copy, size);
      copy[at] ^= 1;
    }
  memcpy (copy + 40, data + 40 + CHUNK, CHUNK); /* swapped */
  memcpy (copy + 40 + CHUNK, data + 40, CHUNK);
  refuse (key, ID, copy, size);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-cipher/round-trip", test_round_trip);
  g_test_add_func ("/file-cipher/nothing-shows", test_nothing_shows);
  g_test_add_func ("/file-cipher/what-is-not-whole", test_what_is_not_whole);
  return g_test_run ();
}
