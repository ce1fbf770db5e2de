package io.redisstreams.http.problem;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies over 1 MiB, with a problem. A body with a length header is refused before it is read
 * ({@link FaultRoutes}); a body in chunks, when it has become too long.
 */
@Provider
class BodyLimit implements ReaderInterceptor {
    private static final long MAX_BYTES = 1024 * 1024;

    /** @param contentLength null when there is none, as for a body in chunks */
    static boolean allows(String contentLength) {
        return contentLength == null || Long.parseLong(contentLength) <= MAX_BYTES;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Counted(context.getInputStream()));
        return context.proceed();
    }

    private static class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws BodyTooLargeException {
            bytes += Math.max(read, 0);
            if (bytes > MAX_BYTES) {
                throw new BodyTooLargeException();
            }
        }
    }
}
