/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-portal-service.h"

#include "amt-error.h"
#include "amt-uuid.h"
#include "amtd-clock.h"
#include "amtd-edit.h"
#include "amtd-portal-view.h"
#include "amtd-request-parts-store.h"
#include "amtd-request-search-store.h"

AmtRequest *
amtd_portal_service_get (AmtDatabase *db, const AmtdActor *actor, const char *id, GError **error)
{
  g_autoptr (AmtdCase) found = amtd_request_store_load (db, actor, id, error);

  return found != NULL ? amtd_portal_view (found->request) : NULL;
}

GPtrArray *
amtd_portal_service_list (AmtDatabase *db, const AmtdActor *actor, GError **error)
{
  g_autoptr (GPtrArray) ids = amtd_request_search_store_own (db, actor, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_request_unref);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      AmtRequest *request = amtd_portal_service_get (db, actor, g_ptr_array_index (ids, i), error);

      if (request == NULL)
        return NULL;
      g_ptr_array_add (list, request);
    }
  return ids != NULL ? g_steal_pointer (&list) : NULL;
}

/* (nullable): what the office asked last. */
static const AmtNotice *
last_question (const AmtRequest *request)
{
  for (guint i = request->notices->len; i > 0; i--)
    {
      const AmtNotice *notice = g_ptr_array_index (request->notices, i - 1);

      if (g_str_equal (notice->kind, "ask"))
        return notice;
    }
  return NULL;
}

static bool
check_asked (const AmtNotice *question, JsonObject *form, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (form);

  for (GList *l = members; l != NULL; l = l->next)
    if (question == NULL || !g_strv_contains ((const char *const *) question->fields, l->data))
      {
        g_autofree char *field = g_strconcat ("form.", l->data, NULL);

        amt_error_set (error, AMT_ERROR_INVALID, "not-asked", field, "The office did not ask about this");
        return false;
      }
  return true;
}

/* (transfer full): @old with the members of @changes. */
static JsonObject *
merge (JsonObject *old, JsonObject *changes, bool *changed)
{
  JsonObject *merged = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, old);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (merged, name, json_node_copy (node));
  json_object_iter_init (&iter, changes);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonNode *before = json_object_get_member (old, name);

      *changed = *changed || before == NULL || !json_node_equal (before, node);
      json_object_set_member (merged, name, json_node_copy (node));
    }
  return merged;
}

static bool
change_form (AmtdEdit *edit, JsonObject *changes, GError **error)
{
  AmtRequest *request = edit->request;
  bool changed = false;
  JsonObject *merged;

  if (!check_asked (last_question (request), changes, error))
    return false;
  merged = merge (request->form, changes, &changed);
  json_object_unref (request->form);
  request->form = merged;
  if (changed)
    request->content_version++;
  return amt_form_check (edit->service->form, request->variant, merged, "form", false, error);
}

static bool
answer (AmtdEdit *edit, void *data, GError **error)
{
  const AmtAnswerInput *input = data;
  bool silent = input->text == NULL || *input->text == '\0';
  g_autoptr (AmtNotice) notice = amt_notice_new ();

  if (silent && (input->form == NULL || json_object_get_size (input->form) == 0))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "missing-field", "text", "The answer is missing");
      return false;
    }
  if (input->form != NULL && !change_form (edit, input->form, error))
    return false;
  notice->id = amt_uuid_new ();
  notice->kind = g_strdup ("answer");
  notice->text = g_strdup (silent ? "—" : input->text);
  notice->fields = g_new0 (char *, 1);
  notice->at = edit->now;
  edit->text = g_strdup (input->text);
  amtd_clock_resume (edit->request, edit->calendar, edit->authority->zone, edit->now);
  return amtd_request_parts_store_add_notice (edit->db, edit->request->id, notice, NULL, error);
}

AmtRequest *
amtd_portal_service_answer (AmtdServer *server, const AmtdActor *actor, const char *id, const AmtAnswerInput *input,
                            GError **error)
{
  return amtd_edit_run (
      server, actor,
      &(AmtdEditCall) {
          .request_id = id, .action = AMT_ACTION_ANSWER, .if_match = -1, .run = answer, .data = (void *) input},
      error);
}

static bool
withdraw (AmtdEdit *edit, void *data, GError **error)
{
  edit->request->suspended_at = 0;
  return true;
}

AmtRequest *
amtd_portal_service_withdraw (AmtdServer *server, const AmtdActor *actor, const char *id, GError **error)
{
  return amtd_edit_run (
      server, actor, &(AmtdEditCall) {.request_id = id, .action = AMT_ACTION_WITHDRAW, .if_match = -1, .run = withdraw},
      error);
}
