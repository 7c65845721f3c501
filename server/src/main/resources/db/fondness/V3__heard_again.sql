-- Where one reading of the history met numbers of transactions of different lengths, what stood in the shorter ones could
-- be left out. All of it is heard again; what was heard is not taken twice.
UPDATE fondness.follower SET history_tx = '0', history_id = 0;
