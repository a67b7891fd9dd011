/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"

typedef struct
{
  char *slug;    /* (owned) (nullable) */
  char *field;   /* (owned) (nullable) */
  char *current; /* (owned) (nullable) */
} AmtErrorPrivate;

static void
amt_error_private_init (AmtErrorPrivate *self G_GNUC_UNUSED)
{
}

static void
amt_error_private_copy (const AmtErrorPrivate *from, AmtErrorPrivate *to)
{
  to->slug = g_strdup (from->slug);
  to->field = g_strdup (from->field);
  to->current = g_strdup (from->current);
}

static void
amt_error_private_clear (AmtErrorPrivate *self)
{
  g_free (self->slug);
  g_free (self->field);
  g_free (self->current);
}

G_DEFINE_EXTENDED_ERROR (AmtError, amt_error)

static const struct
{
  const char *slug;
  unsigned status;
} codes[] = {
    [AMT_ERROR_INVALID] = {"invalid", 422},
    [AMT_ERROR_UNAUTHENTICATED] = {"unauthenticated", 401},
    [AMT_ERROR_FORBIDDEN] = {"forbidden", 403},
    [AMT_ERROR_NOT_FOUND] = {"not-found", 404},
    [AMT_ERROR_CONFLICT] = {"conflict", 409},
    [AMT_ERROR_STALE] = {"stale", 412},
    [AMT_ERROR_GONE] = {"gone", 410},
    [AMT_ERROR_TOO_LARGE] = {"too-large", 413},
    [AMT_ERROR_LIMITED] = {"limited", 429},
    [AMT_ERROR_OFFLINE] = {"offline", 503},
    [AMT_ERROR_UNAVAILABLE] = {"unavailable", 503},
    [AMT_ERROR_UNTRUSTED] = {"untrusted", 409},
    [AMT_ERROR_FAILED] = {"internal", 500},
};

/* Slugs whose status is finer than their code's. */
static const struct
{
  const char *slug;
  unsigned status;
} slugs
    [] =
        {
            {"malformed-json", 400},     {"json-too-deep", 400},    {"duplicate-field", 400},
            {"not-utf8", 400},           {"not-an-object", 400},    {"bad-request", 400},
            {"method-not-allowed", 405}, {"unsupported-type", 415}, {"if-match-missing", 428},
            {"headers-too-large", 431},  {"constraint", 500}, /* whatever reaches the database was checked before: a defect */
};

/* What a client can do about an answer's status; the first row of a status names its code. */
static const struct
{
  unsigned status;
  AmtErrorCode code;
} statuses[] = {
    {401, AMT_ERROR_UNAUTHENTICATED}, {403, AMT_ERROR_FORBIDDEN},   {404, AMT_ERROR_NOT_FOUND},
    {408, AMT_ERROR_UNAVAILABLE},     {409, AMT_ERROR_CONFLICT},    {410, AMT_ERROR_GONE},
    {412, AMT_ERROR_STALE},           {413, AMT_ERROR_TOO_LARGE},   {429, AMT_ERROR_LIMITED},
    {431, AMT_ERROR_TOO_LARGE},       {502, AMT_ERROR_UNAVAILABLE}, {503, AMT_ERROR_UNAVAILABLE},
    {504, AMT_ERROR_UNAVAILABLE},
};

void
amt_error_set (GError **error, AmtErrorCode code, const char *slug, const char *field, const char *format, ...)
{
  AmtErrorPrivate *priv;
  va_list args;

  if (!error)
    return;
  g_return_if_fail (*error == NULL);
  va_start (args, format);
  *error = g_error_new_valist (AMT_ERROR, (int) code, format, args);
  va_end (args);
  priv = amt_error_get_private (*error);
  priv->slug = g_strdup (slug);
  priv->field = g_strdup (field);
}

void
amt_error_prepend_field (GError *error, const char *outer)
{
  AmtErrorPrivate *priv;
  char *path;

  if (!error || error->domain != AMT_ERROR)
    return;
  priv = amt_error_get_private (error);
  if (!priv->field)
    path = g_strdup (outer);
  else
    path = g_strconcat (outer, priv->field[0] == '[' ? "" : ".", priv->field, NULL);
  g_free (priv->field);
  priv->field = path;
}

const char *
amt_error_get_slug (const GError *error)
{
  AmtErrorPrivate *priv;

  if (!error || error->domain != AMT_ERROR)
    return NULL;
  priv = amt_error_get_private (error);
  if (priv->slug)
    return priv->slug;
  return codes[CLAMP (error->code, 0, AMT_ERROR_FAILED)].slug;
}

const char *
amt_error_get_field (const GError *error)
{
  if (!error || error->domain != AMT_ERROR)
    return NULL;
  return amt_error_get_private (error)->field;
}

void
amt_error_set_current (GError *error, const char *json)
{
  g_return_if_fail (error && error->domain == AMT_ERROR);
  g_set_str (&amt_error_get_private (error)->current, json);
}

const char *
amt_error_get_current (const GError *error)
{
  if (!error || error->domain != AMT_ERROR)
    return NULL;
  return amt_error_get_private (error)->current;
}

unsigned
amt_error_to_status (const GError *error)
{
  const char *slug = amt_error_get_slug (error);

  if (!slug)
    return 500;
  for (size_t i = 0; i < G_N_ELEMENTS (slugs); i++)
    if (g_str_equal (slugs[i].slug, slug))
      return slugs[i].status;
  return codes[CLAMP (error->code, 0, AMT_ERROR_FAILED)].status;
}

AmtErrorCode
amt_error_code_from_status (unsigned status)
{
  for (size_t i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status)
      return statuses[i].code;
  if (status == 0)
    return AMT_ERROR_OFFLINE;
  return status >= 400 && status < 500 ? AMT_ERROR_INVALID : AMT_ERROR_FAILED;
}
