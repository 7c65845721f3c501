package valentine.channel;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContext;

/// Hands over what is due, here and now, where no courier runs.
public final class Post {
    private final Dispatch dispatch;

    /// By the carriers that there are.
    public Post(ApplicationContext context) {
        this(context, new ArrayList<>(context.getBeansOfType(Carrier.class).values()));
    }

    /// By these carriers.
    public Post(ApplicationContext context, List<Carrier> carriers) {
        this(context, carriers, context.getBean(Progress.class));
    }

    Post(ApplicationContext context, List<Carrier> carriers, Progress progress) {
        this.dispatch = new Dispatch(
                context.getBean(Departures.class),
                context.getBean(Claims.class),
                context.getBean(Unsubscribing.class),
                progress,
                context.getBean(Connections.class),
                context.getBean(Threads.class),
                context.getBean(Attachments.class),
                carriers,
                context.getBean(Clock.class));
    }

    public void handOver() {
        dispatch.due().forEach(dispatch::lane);
    }

    Dispatch dispatch() {
        return dispatch;
    }
}
