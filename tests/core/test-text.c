/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-text.h"

#include <locale.h>
#include <string.h>

static void
test_clean_name (void)
{
  static const char *const cases[][2] = {
      {"", ""},
      {" \t\n", ""},
      {"  Maike   Röhrs ", "Maike Röhrs"},
      {"A\xc2\xa0\xe2\x80\x83"
       "B",
       "A B"},
      {"Mu\xcc\x88ller", "Müller"},
      {"Nguye\xcc\x82\xcc\x83n", "Nguyễn"},
      {"a\xff"
       "b",
       "a\xef\xbf\xbd"
       "b"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = amt_text_clean_name (cases[i][0]);

      g_assert_cmpstr (clean, ==, cases[i][1]);
    }
}

static void
test_plain (void)
{
  static const char *const plain[] = {
      "",
      "plain",
      "two\nlines\tand a tab",
      "Żaneta Łukaszewicz-Weiß",
      "Nguyễn Thị Hương Giang",
      "Þórdís Guðmundsdóttir",
      "Ľubomír Šťastný",
      "Ștefania Țurcanu",
      "Çağla Yıldırım-Preuß",
      "C̆ M̂ Z̆", /* DIN 91379: letters that have no code point of their own */
      "7,50 € – „ja“",
      "👩‍⚕️",
  };
  static const char *const hidden[] = {
      "a\x01z",
      "a\x7fz",
      "a\rz",
      "a\xc2\x85z",         /* C1 */
      "a\xe2\x80\xaez",     /* right-to-left override */
      "a\xe2\x81\xa6z",     /* isolate */
      "a\xe2\x80\x8ez",     /* left-to-right mark */
      "a\xe2\x80\x8bz",     /* zero-width space */
      "a\xe2\x80\xa8z",     /* line separator */
      "a\xef\xbb\xbfz",     /* byte order mark */
      "a\xc2\xadz",         /* soft hyphen */
      "a\xee\x80\x80z",     /* private use */
      "a\xef\xbf\xbez",     /* no character */
      "a\xf3\xa0\x81\x81z", /* tag */
      "Mu\xcc\x88ller",     /* not NFC */
      "a\xc3z",             /* not UTF-8 */
      "a\xc0\xaez",         /* overlong */
      "a\xed\xa0\x80z",     /* surrogate */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_test_message ("%s", plain[i]);
      g_assert_true (amt_text_is_plain (plain[i], 100));
    }
  for (size_t i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_test_message ("%zu", i);
      g_assert_false (amt_text_is_plain (hidden[i], 100));
    }
  g_assert_false (amt_text_is_plain (NULL, 100));
}

static void
test_lengths (void)
{
  g_assert_true (amt_text_is_plain ("abc", 3));
  g_assert_false (amt_text_is_plain ("abcd", 3));
  g_assert_true (amt_text_is_plain ("äöü", 3));
  g_assert_false (amt_text_is_plain ("äöüß", 3));
  g_assert_true (amt_text_is_plain ("äöüß", G_MAXSIZE));
}

static void
test_fold (void)
{
  static const char *const cases[][2] = {
      {"Żaneta Łukaszewicz-Weiß", "zaneta lukaszewicz-weiss"},
      {"STRAẞE", "strasse"},
      {"Jörg Đorđević", "jorg dordevic"},
      {"Nguyễn Thị Hương Giang", "nguyen thi huong giang"},
      {"Þórdís Guðmundsdóttir", "thordis gudmundsdottir"},
      {"Søren Ørsted Kjær", "soren orsted kjaer"},
      {"Győző Szűcs", "gyozo szucs"},
      {"Ľubomír Šťastný", "lubomir stastny"},
      {"Ștefania Țurcanu", "stefania turcanu"},
      {"Çağla Yıldırım-Preuß", "cagla yildirim-preuss"},
      {"İSTANBUL ISPARTA", "istanbul isparta"},
      {"Māris Bērziņš", "maris berzins"},
      {"Kateřina Dvořáková", "katerina dvorakova"},
      {"D’Angelo O'Neill", "dangelo oneill"},
      {"Ħamrun Ŧŋ Œuvre", "hamrun tn oeuvre"},
      {"  two   words ", "two words"},
      {"2026-004217", "2026-004217"},
      {"", ""},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = amt_text_fold (cases[i][0]);
      g_autofree char *again = amt_text_fold (folded);

      g_assert_cmpstr (folded, ==, cases[i][1]);
      g_assert_cmpstr (again, ==, folded);
    }
}

static void
test_same (void)
{
  g_assert_true (amt_text_same ("Mu\xcc\x88ller", " MÜLLER "));
  g_assert_true (amt_text_same ("Weiß", "WEISS"));
  g_assert_true (amt_text_same ("a  b", "A B"));
  g_assert_true (amt_text_same (NULL, ""));
  g_assert_false (amt_text_same ("Müller", "Muller"));
  g_assert_false (amt_text_same ("Müller", "Mueller"));
  g_assert_false (amt_text_same ("ab", "a b"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/clean-name", test_clean_name);
  g_test_add_func ("/text/plain", test_plain);
  g_test_add_func ("/text/lengths", test_lengths);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/same", test_same);
  return g_test_run ();
}
