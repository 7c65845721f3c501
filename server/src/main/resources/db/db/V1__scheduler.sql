-- Tasks of db-scheduler, by its own documented definition.
CREATE TABLE db.scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON db.scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON db.scheduled_tasks (last_heartbeat);
CREATE INDEX scheduled_tasks_priority ON db.scheduled_tasks (priority DESC, execution_time ASC);
