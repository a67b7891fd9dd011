/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-catalogue-service.h"

#include "amt-error.h"
#include "amt-time.h"
#include "amtd-catalogue-store.h"
#include "amtd-office-store.h"

/* Staff see their own authorities, citizens all of them. */
static AmtAuthority *
get_authority (AmtDatabase *db, const AmtdActor *actor, const char *id, GError **error)
{
  if (actor->kind == AMTD_ACTOR_STAFF && !amtd_actor_check_member (actor, id, error))
    return NULL;
  return amtd_office_store_get_authority (db, id, error);
}

char *
amtd_catalogue_service_list (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, char **etag,
                             GError **error)
{
  g_autoptr (AmtAuthority) authority = get_authority (db, actor, authority_id, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *today = NULL;

  if (authority == NULL)
    return NULL;
  today = amt_time_to_day (g_get_real_time (), authority->zone);
  list = amtd_catalogue_store_list (db, authority_id, today, error);
  if (list == NULL)
    return NULL;

  for (guint i = 0; i < list->len; i++)
    g_checksum_update (checksum, g_ptr_array_index (list, i), -1);
  *etag = g_strndup (g_checksum_get_string (checksum), 16);
  amt_json_writer_begin_object (out);
  amt_json_writer_set_string (out, "version", *etag);
  amt_json_writer_name (out, "items");
  amt_json_writer_begin_array (out);
  for (guint i = 0; i < list->len; i++)
    amt_json_writer_raw (out, g_ptr_array_index (list, i));
  amt_json_writer_end_array (out);
  amt_json_writer_end_object (out);
  return amt_json_writer_steal_string (out);
}

GBytes *
amtd_catalogue_service_read_calendar (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor,
                                      const char *authority_id, GError **error)
{
  g_autoptr (AmtAuthority) authority = get_authority (db, actor, authority_id, error);

  return authority != NULL ? amtd_domain_read_calendar (server->domain, authority->land, error) : NULL;
}

char *
amtd_catalogue_service_read_wordings (AmtdServer *server, const AmtdActor *actor, const char *authority_id,
                                      const char *language, GError **error)
{
  bool english = g_strcmp0 (language, "en") == 0;
  g_autofree char *path = g_build_filename (amtd_domain_get_data (server->domain), "wordings",
                                            english ? "en.json" : "de.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (AmtJsonWriter) out = NULL;

  if (!amtd_actor_check_member (actor, authority_id, error) || !json_parser_load_from_file (parser, path, error))
    return NULL;
  out = amt_json_writer_new ();
  amt_json_writer_begin_object (out);
  amt_json_writer_name (out, "items");
  amt_json_writer_node (out, json_object_get_member (json_node_get_object (json_parser_get_root (parser)), "items"));
  amt_json_writer_end_object (out);
  return amt_json_writer_steal_string (out);
}

/* Writes one colleague from the rows that begin at @first and returns the row after them. */
static guint
write_colleague (AmtJsonWriter *out, const GPtrArray *rows, guint first)
{
  const AmtdColleagueRow *row = g_ptr_array_index (rows, first);
  const char *id = row->person->id;
  AmtPermissions permissions = 0;
  guint next;

  for (next = first; next < rows->len; next++)
    {
      const AmtdColleagueRow *other = g_ptr_array_index (rows, next);

      if (!g_str_equal (other->person->id, id))
        break;
      permissions |= other->permissions;
    }

  amt_json_writer_begin_object (out);
  amt_json_writer_set_string (out, "id", id);
  amt_json_writer_set_string (out, "name", row->person->name);
  if (row->person->function != NULL)
    amt_json_writer_set_string (out, "function", row->person->function);
  amt_json_writer_name (out, "permissions");
  amt_json_writer_begin_array (out);
  for (int p = 0; p < AMT_N_PERMISSIONS; p++)
    if ((permissions & (1u << p)) != 0)
      amt_json_writer_string (out, amt_enum_to_nick (&amt_permission_enum, p));
  amt_json_writer_end_array (out);
  amt_json_writer_name (out, "teams");
  amt_json_writer_begin_array (out);
  for (guint i = first; i < next; i++)
    amt_json_writer_string (out, ((const AmtdColleagueRow *) g_ptr_array_index (rows, i))->team_id);
  amt_json_writer_end_array (out);
  amt_json_writer_end_object (out);
  return next;
}

char *
amtd_catalogue_service_list_colleagues (AmtDatabase *db, const AmtdActor *actor, const char *authority_id,
                                        GError **error)
{
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autoptr (GPtrArray) rows = NULL;

  if (!amtd_actor_check_member (actor, authority_id, error))
    return NULL;
  rows = amtd_office_store_list_colleagues (db, authority_id, error);
  if (rows == NULL)
    return NULL;

  amt_json_writer_begin_object (out);
  amt_json_writer_name (out, "items");
  amt_json_writer_begin_array (out);
  for (guint i = 0; i < rows->len;)
    i = write_colleague (out, rows, i);
  amt_json_writer_end_array (out);
  amt_json_writer_end_object (out);
  return amt_json_writer_steal_string (out);
}

char *
amtd_catalogue_service_list_authorities (AmtDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) list = amtd_office_store_list_authorities (db, error);
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();

  if (list == NULL)
    return NULL;
  amt_json_writer_begin_object (out);
  amt_json_writer_name (out, "items");
  amt_json_writer_begin_array (out);
  for (guint i = 0; i < list->len; i++)
    {
      const AmtAuthority *authority = g_ptr_array_index (list, i);

      amt_json_writer_begin_object (out);
      amt_json_writer_set_string (out, "id", authority->id);
      amt_json_writer_set_string (out, "slug", authority->slug);
      amt_json_writer_set_string (out, "name", authority->name);
      if (authority->town != NULL)
        amt_json_writer_set_string (out, "town", authority->town);
      amt_json_writer_end_object (out);
    }
  amt_json_writer_end_array (out);
  amt_json_writer_end_object (out);
  return amt_json_writer_steal_string (out);
}
