-- How far we read where nobody calls us: the last thing that was taken from a connection.
CREATE TABLE messenger.place (
    connection int  PRIMARY KEY,
    last_id    text NOT NULL
);
