package valentine.guard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// Sockets that connect to checked addresses only, whoever resolved the name before.
final class GuardedSockets extends SocketFactory {
    private final Addresses addresses;

    GuardedSockets(Addresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public Socket createSocket() {
        return new Guarded();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    private Socket connected(InetSocketAddress to, @Nullable SocketAddress from) throws IOException {
        Socket socket = createSocket();
        try {
            if (from != null) socket.bind(from);
            socket.connect(to);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private final class Guarded extends Socket {
        Guarded() {
            // Never through a SOCKS proxy of the environment: it would resolve the name by itself.
            super(Proxy.NO_PROXY);
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress wanted))
                throw new UnsafeAddress("Only the internet is called.");
            InetAddress address = wanted.getAddress();
            if (address == null) {
                super.connect(
                        addresses.safe(wanted.getHostString(), wanted.getPort()).getFirst(), timeout);
            } else if (Ranges.isPublic(address) || addresses.isAllowed(wanted.getHostString(), wanted.getPort())) {
                // Very much this address: it is the one that was resolved.
                super.connect(new InetSocketAddress(address, wanted.getPort()), timeout);
            } else {
                throw new UnsafeAddress(wanted.getHostString() + " is an address inside a network.");
            }
        }
    }
}
