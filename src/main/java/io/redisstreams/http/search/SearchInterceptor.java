package io.redisstreams.http.search;

import io.redisstreams.fault.SearchRefusedException;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.postgres.Search;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits how many searches of a kind run at once. Runs outside the transaction, so a waiting search holds no connection.
 */
@Search
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class SearchInterceptor {
    /** Callers that may wait for each search that may run; further callers are refused at once. */
    private static final int WAITING = 4;

    private static final long PATIENCE_MILLIS = 1500;
    /** One instance for all beans with searches. */
    private static final Map<String, Semaphore> PERMITS = new ConcurrentHashMap<>();

    private final SearchRuns runs;
    private final SearchConfig config;

    SearchInterceptor(SearchRuns runs, SearchConfig config) {
        this.runs = runs;
        this.config = config;
    }

    @AroundInvoke
    Object limit(InvocationContext call) throws Exception {
        Search search = call.getInterceptorBinding(Search.class);
        int most = config.concurrency();
        Semaphore permits = PERMITS.computeIfAbsent(search.value(), kind -> new Semaphore(most));
        if (permits.getQueueLength() >= most * WAITING || !permits.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new SearchRefusedException(
                    "%d searches of this kind run already (streams.search.concurrency); try again later"
                            .formatted(most),
                    null);
        }
        try {
            return runs.run(call::proceed, search.timed());
        } catch (Exception failure) {
            if (ServerFault.of(failure).filter(ServerFault.CANCELLED::equals).isPresent()) {
                throw new SearchRefusedException(
                        "The search took longer than %d s (streams.search.timeout). Ask for less: name a stream, a group,"
                                        .formatted(config.timeout().toSeconds())
                                + " an event type, a user or a time",
                        failure);
            }
            throw failure;
        } finally {
            permits.release();
        }
    }
}
