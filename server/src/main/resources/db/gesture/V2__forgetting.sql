-- All that was decided for somebody, also what was taken back.
CREATE INDEX decision_of ON gesture.decision (customer);
