package valentine.guard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import valentine.db.CannotStart;

/// Where we may call: hosts of the public internet, and what the owner of this machine allowed by name.
@Component
public class Addresses {
    private static final int LONGEST_LOOK_SECONDS = 10;

    private final Set<String> allowed = new HashSet<>();
    private final Names names;

    /// How a name becomes addresses; a test has names that change their minds.
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    @Autowired
    Addresses(@Value("${valentine.allow-private-address:}") String allowed) {
        this(allowed, InetAddress::getAllByName);
    }

    Addresses(String allowed, Names names) {
        this.names = names;
        for (String one : allowed.split(",", -1)) {
            if (one.isBlank()) continue;
            if (!one.strip().matches("(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):[1-9]\\d{0,4}")) {
                throw new CannotStart("--allow-private-address looks like mail.office.lan:993 or 10.0.0.5:8080.");
            }
            this.allowed.add(Host.normal(one.strip()));
        }
    }

    /// Resolves a host once and checks every one of its addresses; one that is of the inside spoils them all.
    public Address check(String host, int port) {
        String name = Host.normal(host);
        if (port < 1 || port > 65_535) return new Address.Refused("A port lies between 1 and 65535.");
        boolean isAllowed = isAllowed(name, port);
        if (!isAllowed && !Host.isWellWritten(name)) {
            return new Address.Refused(
                    "“" + shown(host) + "” is not a host as it is usually written: mail.example.com.");
        }
        if (!isAllowed && Host.isInside(name)) return inside(name, port);
        InetAddress[] found;
        try {
            found = look(name);
        } catch (UnknownHostException e) {
            return new Address.Unknown("Nobody knows the host " + name + ".");
        }
        if (found.length == 0) return new Address.Unknown("The host " + name + " has no address.");
        for (InetAddress address : found) {
            if (!isAllowed && !Ranges.isPublic(address)) return inside(name, port);
        }
        return new Address.Safe(name, port, List.of(found));
    }

    /// Whether the owner of this machine opened this door.
    boolean isAllowed(String host, int port) {
        return allowed.contains(Host.normal(host) + ":" + port);
    }

    /// Sockets for libraries that connect by themselves (mail): what they are about to connect to is checked.
    public SocketFactory sockets() {
        return new GuardedSockets(this);
    }

    /// The checked addresses of a host, for a socket.
    List<InetSocketAddress> safe(String host, int port) throws IOException {
        return switch (check(host, port)) {
            case Address.Safe(var _, int at, var addresses) ->
                addresses.stream()
                        .map(address -> new InetSocketAddress(address, at))
                        .toList();
            case Address.Refused(String why) -> throw new UnsafeAddress(why);
            case Address.Unknown(String why) -> throw new UnknownHostException(why);
        };
    }

    private static Address inside(String name, int port) {
        return new Address.Refused(
                name + " is an address inside a network, not on the public internet. If it is your own"
                        + " server, start Valentine with --allow-private-address " + name + ":" + port + ".");
    }

    /// A name server that keeps silent must not keep us.
    private InetAddress[] look(String name) throws UnknownHostException {
        Callable<InetAddress[]> question = () -> names.of(name);
        FutureTask<InetAddress[]> task = new FutureTask<>(question);
        Thread.startVirtualThread(task);
        try {
            return task.get(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownHostException(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(name);
        }
    }

    private static String shown(String host) {
        String plain = host.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
    }
}
