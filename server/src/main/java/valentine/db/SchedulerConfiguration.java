package valentine.db;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// Runs the recurring tasks that modules contribute as beans, once each whichever server is up.
@Configuration
@ConditionalOnWebApplication
class SchedulerConfiguration {
    // What a killed server was at is taken up again after four of them; the library itself would wait for half an hour.
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int MISSED = 4;

    @Bean(initMethod = "start", destroyMethod = "stop")
    Scheduler scheduler(DataSource dataSource, List<RecurringTask<?>> tasks, JsonMapper json) {
        return Scheduler.create(dataSource)
                .tableName("db.scheduled_tasks")
                .serializer(new JsonSerializer(json))
                .startTasks(tasks)
                .threads(2)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED)
                .shutdownMaxWait(Duration.ofSeconds(5))
                .build();
    }

    /// Task data as JSON.
    private record JsonSerializer(JsonMapper json) implements Serializer {
        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return data == null ? null : json.writeValueAsBytes(data);
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
            return bytes == null ? null : json.readValue(bytes, type);
        }
    }
}
