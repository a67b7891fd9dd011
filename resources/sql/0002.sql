-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether a claimed exemption from the fee was checked. What was ordered before had its fee waived without a check: those
-- stay as they are ("none"), since what they would have cost is not kept.
ALTER TABLE requests ADD COLUMN exemption_status TEXT NOT NULL DEFAULT 'none';
