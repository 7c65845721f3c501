package valentine.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/// Sockets that are closed when all they are for took too long: a server that says a byte now and then outlasts every
/// wait for a single answer.
final class Deadline extends SocketFactory implements AutoCloseable {
    private final SocketFactory sockets;
    private final List<Socket> opened = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean isLate;

    Deadline(SocketFactory sockets, Duration longest) {
        this.sockets = sockets;
        Thread.ofVirtual().name("mail-deadline").start(() -> watch(longest));
    }

    /// Whether it came to that.
    boolean isLate() {
        return isLate;
    }

    private void watch(Duration longest) {
        try {
            if (over.await(longest.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException _) {
            return;
        }
        isLate = true;
        for (Socket socket : opened) {
            try {
                socket.close();
            } catch (IOException _) {
                // It is as closed as it can be.
            }
        }
    }

    private Socket noted(Socket socket) {
        opened.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return noted(sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return noted(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return noted(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return noted(sockets.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return noted(sockets.createSocket(host, port, from, fromPort));
    }

    @Override
    public void close() {
        over.countDown();
    }
}
