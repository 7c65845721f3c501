-- Later words bring kinds of their own.
ALTER TABLE intake.import DROP CONSTRAINT import_kind_check;
