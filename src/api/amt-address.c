/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-api.h"
#include "amt-error.h"

static bool
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static GUri *
parse (const char *text)
{
  g_autofree char *guess = NULL;
  g_autoptr (GUri) uri = NULL;

  if (strstr (text, "://") != NULL)
    return g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  guess = g_strconcat ("https://", text, NULL);
  if (!(uri = g_uri_parse (guess, G_URI_FLAGS_NONE, NULL)) || g_uri_get_host (uri) == NULL)
    return NULL;
  if (!is_loopback (g_uri_get_host (uri)))
    return g_steal_pointer (&uri);
  g_free (guess);
  guess = g_strconcat ("http://", text, NULL);
  return g_uri_parse (guess, G_URI_FLAGS_NONE, NULL);
}

static bool
is_plain_address (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  const char *scheme = g_uri_get_scheme (uri);

  return host != NULL && *host != '\0' && strpbrk (host, " \t\"<>\\^`{|}/@") == NULL &&
         (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) && g_uri_get_userinfo (uri) == NULL &&
         g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL;
}

char *
amt_api_clean_address (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autoptr (GUri) uri = parse (trimmed);
  char *clean;

  if (*trimmed == '\0' || uri == NULL || !is_plain_address (uri))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "not-an-address", "server", "“%s” is not the address of a server",
                     trimmed);
      return NULL;
    }
  if (g_str_equal (g_uri_get_scheme (uri), "http") && !is_loopback (g_uri_get_host (uri)))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "tls-required", "server", "Only https:// is safe outside this machine");
      return NULL;
    }
  clean = g_uri_to_string (uri);
  while (g_str_has_suffix (clean, "/"))
    clean[strlen (clean) - 1] = '\0';
  return clean;
}
