-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many requests somebody has open is asked at each order: where thousands are closed, only the open ones are counted.
CREATE INDEX requests_open_by_account ON requests (account_id) WHERE state NOT IN ('issued', 'rejected', 'withdrawn');
