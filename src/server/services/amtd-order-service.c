/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-order-service.h"

#include "amt-error.h"
#include "amt-time.h"
#include "amt-uuid.h"
#include "amtd-catalogue-store.h"
#include "amtd-clock.h"
#include "amtd-edit.h"
#include "amtd-gates.h"
#include "amtd-limits.h"
#include "amtd-office-store.h"
#include "amtd-portal-view.h"

typedef struct
{
  AmtdServer *server;
  const char *authority_id;
  const AmtOrder *order;
  AmtRequest *answer; /* (owned) */

  /* while it runs */
  AmtdTransaction *tx;
  AmtDatabase *db;
  const AmtdActor *actor;
  AmtAuthority *authority;
  AmtService *service;
  AmtTeam *team;
  char *today;
} Order;

static bool
invalid (GError **error, const char *slug, const char *field, const char *text)
{
  amt_error_set (error, AMT_ERROR_INVALID, slug, field, "%s", text);
  return false;
}

/* What only staff may say, and what only staff must say. */
static bool
check_origin (const Order *self, GError **error)
{
  const AmtOrder *order = self->order;
  bool citizen = self->actor->kind == AMTD_ACTOR_CITIZEN;

  if (order->subject != NULL && order->subject->account_id != NULL)
    return invalid (error, "not-allowed", "subject.account_id", "Whom it is about is named, not looked up");
  if (citizen && order->applicant != NULL)
    return invalid (error, "not-allowed", "applicant", "The applicant is who is signed in");
  if (citizen && order->received_on != NULL)
    return invalid (error, "not-allowed", "received_on", "The day of receipt is today");
  if (citizen && order->channel != AMT_CHANNEL_ONLINE)
    return invalid (error, "not-allowed", "channel", "Online orders come online");
  if (citizen)
    return true;
  if (order->applicant == NULL)
    return invalid (error, "missing-field", "applicant", "Who asks is missing");
  if (order->applicant->account_id != NULL)
    return invalid (error, "not-allowed", "applicant.account_id", "Accounts order for themselves");
  if (order->channel == AMT_CHANNEL_ONLINE)
    return invalid (error, "missing-field", "channel", "Say whether it came by counter, phone or post");
  if (order->received_on == NULL)
    return invalid (error, "missing-field", "received_on", "The day of receipt is missing");
  if (strcmp (order->received_on, self->today) > 0)
    return invalid (error, "in-the-future", "received_on", "The day of receipt lies ahead");
  return true;
}

static bool
check_order (const Order *self, GError **error)
{
  const AmtOrder *order = self->order;

  if (amt_service_find_variant (self->service, order->variant) == NULL)
    return invalid (error, "unknown-variant", "variant", "This service has no such variant");
  if ((self->service->carriers & (1u << order->carrier)) == 0)
    return invalid (error, "unknown-carrier", "carrier", "This service does not come on that carrier");
  return check_origin (self, error);
}

static bool
find_service (Order *self, GError **error)
{
  const char *authority_id = self->authority_id != NULL ? self->authority_id : self->order->authority_id;
  int64_t version;

  if (authority_id == NULL)
    return invalid (error, "missing-field", "authority_id", "Where to order is missing");
  if (self->actor->kind == AMTD_ACTOR_STAFF && !amtd_actor_check_member (self->actor, authority_id, error))
    return false;
  self->authority = amtd_office_store_get_authority (self->db, authority_id, error);
  if (self->authority == NULL)
    return false;

  self->today = amt_time_to_day (amtd_transaction_get_now (self->tx), self->authority->zone);
  version = amtd_catalogue_store_find (self->db, authority_id, self->order->service_id, self->today, error);
  if (version == 0)
    return false;
  self->service = amtd_domain_get_service (self->server->domain, self->db, authority_id, self->order->service_id,
                                           version, error);
  if (self->service == NULL)
    return false;
  self->team = amtd_office_store_find_team (self->db, authority_id, self->service->team, NULL);
  return self->team != NULL || invalid (error, "unknown-service", "service_id", "Nobody here works on this service");
}

static bool
check_permission (const Order *self, GError **error)
{
  AmtPermissions permissions;

  if (self->actor->kind != AMTD_ACTOR_STAFF)
    return true;
  permissions = amtd_actor_get_permissions (self->actor, self->authority->id, self->team->id);
  if ((permissions & (1u << AMT_PERMISSION_ENTER)) != 0)
    return true;
  amt_error_set (error, AMT_ERROR_FORBIDDEN, "permission", NULL, "You may not enter requests for this team");
  return false;
}

/* The parts that come from the order itself. */
static bool
fill_content (Order *self, AmtRequest *r, AmtAssurance *account, GError **error)
{
  const AmtOrder *order = self->order;

  r->variant = g_strdup (amt_service_find_variant (self->service, order->variant)->id);
  r->carrier = order->carrier;
  r->copies = MAX (order->copies, 1);
  r->channel = order->channel;
  r->subject = order->subject != NULL ? amt_party_ref (order->subject) : NULL;
  r->form = json_object_ref (order->form);
  if (self->actor->kind == AMTD_ACTOR_CITIZEN)
    r->applicant = amtd_office_store_get_account (self->db, self->actor->id, account, error);
  else
    r->applicant = amt_party_ref (order->applicant);
  return r->applicant != NULL;
}

/* A claimed exemption must be one of this fee's; the fee is due nevertheless until somebody has checked the claim. */
static bool
fill_fee (Order *self, AmtRequest *r, GError **error)
{
  const char *exemption = self->order->exemption;
  const AmtFee *fee = NULL;
  int64_t waived;

  if (!amt_service_fee (self->service, r->variant, r->carrier, r->copies, exemption, r->received_on, &waived, NULL,
                        error) ||
      !amt_service_fee (self->service, r->variant, r->carrier, r->copies, NULL, r->received_on, &r->fee_cents, &fee,
                        error))
    return false;
  r->fee_basis = fee != NULL ? g_strdup (fee->basis) : NULL;
  if (exemption != NULL && *exemption != '\0' && r->fee_cents > 0)
    {
      r->exemption = g_strdup (exemption);
      r->exemption_status = AMT_EXEMPTION_CLAIMED;
    }
  return true;
}

static AmtdCase *
make_case (Order *self, GError **error)
{
  int64_t now = amtd_transaction_get_now (self->tx);
  AmtAssurance account = AMT_ASSURANCE_NONE;
  g_autoptr (AmtdCase) made = g_new0 (AmtdCase, 1);
  g_autoptr (AmtCalendar) calendar = amtd_domain_get_calendar (self->server->domain, self->authority->land, error);
  g_autofree char *year = g_strndup (self->today, 4);
  AmtRequest *r = made->request = amt_request_new ();

  if (calendar == NULL)
    return NULL;
  r->id = amt_uuid_new ();
  r->authority_id = g_strdup (self->authority->id);
  r->team_id = g_strdup (self->team->id);
  r->version = r->content_version = 1;
  r->state = AMT_STATE_NEW;
  r->service_id = g_strdup (self->service->id);
  r->service_version = self->service->version;
  r->received_on = g_strdup (self->order->received_on != NULL ? self->order->received_on : self->today);
  r->received_at = r->updated_at = r->state_at = now;
  if (!fill_content (self, r, &account, error) ||
      !amt_form_check (self->service->form, r->variant, r->form, "form", self->actor->kind == AMTD_ACTOR_CITIZEN,
                       error) ||
      !fill_fee (self, r, error))
    return NULL;

  amtd_clock_start (r, self->service, calendar);
  r->gates = amt_service_gates (self->service, r->fee_cents);
  amtd_gates_compute (r, self->service, account, now);
  r->file_number = amtd_request_store_next_file_number (self->db, r->authority_id, year, error);
  return r->file_number != NULL ? g_steal_pointer (&made) : NULL;
}

static bool
add_request (Order *self, GError **error)
{
  g_autoptr (AmtdCase) made = NULL;
  g_autoptr (AmtdCase) fresh = NULL;
  AmtdJournalLine line = {.action = "created", .to = amt_enum_to_nick (&amt_state_enum, AMT_STATE_NEW)};

  if (!find_service (self, error) || !check_permission (self, error) || !check_order (self, error) ||
      !amtd_limits_check_order (self->server, self->db, self->actor, amtd_transaction_get_now (self->tx), error))
    return false;
  made = make_case (self, error);
  if (made == NULL || !amtd_request_store_insert (self->db, made, error))
    return false;

  line.authority_id = made->request->authority_id;
  line.request_id = made->request->id;
  if (!amtd_transaction_journal (self->tx, &line, error) ||
      !amtd_transaction_publish (self->tx, made->request->id, NULL, "created", error))
    return false;

  fresh = amtd_request_store_load (self->db, self->actor, made->request->id, error);
  if (fresh == NULL)
    return false;
  self->answer = self->actor->kind == AMTD_ACTOR_CITIZEN ? amtd_portal_view (fresh->request)
                                                         : amt_request_ref (fresh->request);
  amtd_transaction_set_answer (self->tx, 201, &amt_request_type, self->answer, self->answer->version);
  return true;
}

static bool
order_change (AmtdTransaction *tx, void *data, GError **error)
{
  Order *self = data;
  bool ok;

  self->tx = tx;
  self->db = amtd_transaction_get_database (tx);
  self->actor = amtd_transaction_get_actor (tx);
  ok = add_request (self, error);
  g_clear_pointer (&self->authority, amt_authority_unref);
  g_clear_pointer (&self->service, amt_service_unref);
  g_clear_pointer (&self->team, amt_team_unref);
  g_clear_pointer (&self->today, g_free);
  return ok;
}

AmtRequest *
amtd_order_service_add (AmtdServer *server, const AmtdActor *actor, const char *authority_id, const AmtOrder *order,
                        GError **error)
{
  Order self = {.server = server, .authority_id = authority_id, .order = order};

  if (!amtd_writer_run (server->writer, actor, order_change, &self, error))
    g_clear_pointer (&self.answer, amt_request_unref);
  return self.answer;
}
