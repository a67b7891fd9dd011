-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether an exemption from the fee was brought up after the order: until now all were claimed with it.
ALTER TABLE requests ADD COLUMN exemption_later INTEGER NOT NULL DEFAULT 0;
