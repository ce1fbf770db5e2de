package io.redisstreams.group;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KnownStreamsTest {
    @Inject
    KnownStreams known;

    /** The scheduled share may run at any moment of a removal. */
    @Test
    void aShareDoesNotBringAForgottenStreamBack() throws Exception {
        for (int i = 0; i < 300; i++) {
            String stream = "known:" + UUID.randomUUID();
            known.add(stream);
            CyclicBarrier together = new CyclicBarrier(3);
            CompletableFuture<Void> share = at(together, known::share);
            CompletableFuture<Void> all = at(together, known::all);
            together.await();
            known.forgetNow(stream);
            CompletableFuture.allOf(share, all).join();
            assertFalse(known.has(stream), "round " + i);
        }
    }

    @Test
    void whatIsUsedIsKnownAndShared() {
        String stream = "known:" + UUID.randomUUID();
        known.add(stream);
        assertTrue(known.heard(stream));
        known.share();
        assertTrue(known.all().contains(stream));
        known.forgetNow(stream);
        assertFalse(known.all().contains(stream));
    }

    private static CompletableFuture<Void> at(CyclicBarrier together, Runnable action) {
        return CompletableFuture.runAsync(() -> {
            try {
                together.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            action.run();
        });
    }
}
