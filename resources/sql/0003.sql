-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether a numbered form was used before is asked for each one that is printed: spaces and small letters make no other number.
CREATE INDEX deliveries_by_sheet ON deliveries (upper (replace (sheet_number, ' ', ''))) WHERE sheet_number IS NOT NULL;
