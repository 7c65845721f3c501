-- The schema of calendars has it now.
DROP TABLE promise.calendar;
