/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-action-service.h"

#include "amt-error.h"
#include "amt-uuid.h"
#include "amtd-clock.h"
#include "amtd-edit.h"
#include "amtd-gates.h"
#include "amtd-office-store.h"
#include "amtd-request-parts-store.h"

static bool
need_reason (AmtdEdit *edit, const AmtActionInput *input, GError **error)
{
  if (input->reason == NULL || *input->reason == '\0')
    {
      amt_error_set (error, AMT_ERROR_INVALID, "missing-field", "reason", "A reason is needed");
      return false;
    }
  edit->text = g_strdup (input->reason);
  return true;
}

static AmtColleague *
me (const AmtdEdit *edit)
{
  AmtColleague *colleague = amt_colleague_new ();

  colleague->id = g_strdup (edit->actor->id);
  colleague->name = g_strdup (edit->actor->name);
  return colleague;
}

static bool
is_anothers (const AmtdEdit *edit)
{
  return edit->request->handler != NULL && g_strcmp0 (edit->request->handler->id, edit->actor->id) != 0;
}

static void
set_colleague (AmtColleague **place, AmtColleague *colleague)
{
  g_clear_pointer (place, amt_colleague_unref);
  *place = colleague;
}

/* Somebody of the request's team who has one of @permissions. */
static AmtColleague *
find_colleague (const AmtdEdit *edit, const char *person_id, AmtPermissions permissions, GError **error)
{
  g_autoptr (AmtdColleagueRow)
      row = amtd_office_store_get_colleague (edit->db, edit->request->team_id, person_id, NULL);

  if (row != NULL && (row->permissions & permissions) != 0)
    return amt_colleague_ref (row->person);
  amt_error_set (error, AMT_ERROR_INVALID, "unknown-person", "person_id", "Nobody of the team may take this over");
  return NULL;
}

static bool
before_claim (AmtdEdit *edit, void *data, GError **error)
{
  edit->unchanged = edit->request->handler != NULL && !is_anothers (edit);
  return true;
}

static bool
claim (AmtdEdit *edit, void *data, GError **error)
{
  set_colleague (&edit->request->handler, me (edit));
  return true;
}

static bool
release (AmtdEdit *edit, void *data, GError **error)
{
  const AmtActionInput *input = data;

  if (is_anothers (edit) && !need_reason (edit, input, error))
    return false;
  if (edit->text == NULL)
    edit->text = g_strdup (input->reason);
  set_colleague (&edit->request->handler, NULL);
  return true;
}

/* To a person, or to the team: then whoever claims it goes on where it stands. */
static bool
hand_over (AmtdEdit *edit, void *data, GError **error)
{
  const AmtActionInput *input = data;
  g_autoptr (AmtColleague) to = NULL;
  g_autoptr (AmtTeam) team = NULL;
  const char *name;

  if (is_anothers (edit) && !need_reason (edit, input, error))
    return false;
  if (input->person_id != NULL)
    to = find_colleague (edit, input->person_id, 1u << AMT_PERMISSION_WORK, error);
  else
    team = amtd_office_store_get_team (edit->db, edit->request->team_id, error);
  if (to == NULL && team == NULL)
    return false;
  name = to != NULL ? to->name : team->name;
  g_free (edit->text);
  edit->text = input->reason != NULL ? g_strdup_printf ("%s: %s", name, input->reason) : g_strdup (name);
  set_colleague (&edit->request->handler, g_steal_pointer (&to));
  return true;
}

static bool
check_asked (const AmtdEdit *edit, char **fields, GError **error)
{
  for (gsize i = 0; fields != NULL && fields[i] != NULL; i++)
    if (amt_service_find_field (edit->service->form, fields[i]) == NULL)
      {
        amt_error_set (error, AMT_ERROR_INVALID, "unknown-field", "fields", "The form has no field “%s”", fields[i]);
        return false;
      }
  return true;
}

static bool
ask (AmtdEdit *edit, void *data, GError **error)
{
  const AmtActionInput *input = data;
  g_autoptr (AmtNotice) notice = amt_notice_new ();

  if (input->text == NULL || *input->text == '\0')
    {
      amt_error_set (error, AMT_ERROR_INVALID, "missing-field", "text", "The question is missing");
      return false;
    }
  if (!check_asked (edit, input->fields, error) || !amtd_edit_check_room (edit, "notices", error))
    return false;
  notice->id = amt_uuid_new ();
  notice->kind = g_strdup ("ask");
  notice->text = g_strdup (input->text);
  notice->fields = g_strdupv (input->fields);
  notice->by_name = g_strdup (edit->actor->name);
  notice->at = edit->now;
  edit->text = g_strdup (input->text);
  amtd_clock_suspend (edit->request, edit->now);
  return amtd_request_parts_store_add_notice (edit->db, edit->request->id, notice, edit->actor->id, error);
}

static bool
resume (AmtdEdit *edit, void *data, GError **error)
{
  const AmtActionInput *input = data;

  edit->text = g_strdup (input->reason);
  amtd_clock_resume (edit->request, edit->calendar, edit->authority->zone, edit->now);
  return true;
}

static bool
submit (AmtdEdit *edit, void *data, GError **error)
{
  set_colleague (&edit->request->drafter, me (edit));
  set_colleague (&edit->request->approver, NULL);
  return true;
}

static bool
approve (AmtdEdit *edit, void *data, GError **error)
{
  const AmtActionInput *input = data;

  edit->text = g_strdup (input->reason);
  set_colleague (&edit->request->approver, me (edit));
  amtd_gates_judge (edit->request, AMT_GATE_APPROVAL, AMT_GATE_MET, input->reason, NULL, edit->actor->name, edit->now);
  return true;
}

static bool
give_back (AmtdEdit *edit, void *data, GError **error)
{
  return need_reason (edit, data, error);
}

static bool
send_to_sign (AmtdEdit *edit, void *data, GError **error)
{
  const AmtActionInput *input = data;
  g_autoptr (AmtColleague) to = NULL;

  if (input->person_id != NULL)
    {
      to = find_colleague (edit, input->person_id, 1u << edit->service->signing_permission, error);
      if (to == NULL)
        return false;
      edit->text = g_strdup (to->name);
    }
  set_colleague (&edit->request->signer, g_steal_pointer (&to));
  set_colleague (&edit->request->drafter, me (edit));
  return true;
}

static bool
recall (AmtdEdit *edit, void *data, GError **error)
{
  const AmtActionInput *input = data;

  edit->text = g_strdup (input->reason);
  set_colleague (&edit->request->signer, NULL);
  return true;
}

static bool
withdraw (AmtdEdit *edit, void *data, GError **error)
{
  const AmtActionInput *input = data;

  edit->text = g_strdup (input->reason);
  edit->request->suspended_at = 0;
  return true;
}

static const struct
{
  AmtAction action;
  AmtdEditFunc run;
  AmtdEditFunc before;
} rows[] = {
    {AMT_ACTION_CLAIM, claim, before_claim},
    {AMT_ACTION_RELEASE, release},
    {AMT_ACTION_HAND_OVER, hand_over},
    {AMT_ACTION_ASK, ask},
    {AMT_ACTION_RESUME, resume},
    {AMT_ACTION_SUBMIT, submit},
    {AMT_ACTION_APPROVE, approve},
    {AMT_ACTION_RETURN, give_back},
    {AMT_ACTION_SEND_TO_SIGN, send_to_sign},
    {AMT_ACTION_RECALL, recall},
    {AMT_ACTION_WITHDRAW, withdraw},
};

AmtRequest *
amtd_action_service_run (AmtdServer *server, const AmtdActor *actor, const char *request_id, const char *action,
                         int64_t if_match, const AmtActionInput *input, GError **error)
{
  int wanted = -1;

  amt_enum_from_nick (&amt_action_enum, action, &wanted);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if ((int) rows[i].action == wanted)
      return amtd_edit_run (server, actor,
                            &(AmtdEditCall) {.request_id = request_id,
                                             .action = rows[i].action,
                                             .if_match = if_match,
                                             .before = rows[i].before,
                                             .run = rows[i].run,
                                             .data = (void *) input},
                            error);
  return amtd_store_not_found (error);
}
