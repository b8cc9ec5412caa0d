package dev.haar.servicediscovery.probe;

import dev.haar.core.time.Time;
import dev.haar.core.util.Guard;
import dev.haar.servicediscovery.registry.HealthCheck;
import dev.haar.servicediscovery.registry.HealthChecks;
import dev.haar.servicediscovery.registry.HealthStatus;
import dev.haar.servicediscovery.registry.Instance;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Probes each endpoint at an interval. The first probe tells how it is; after that so many in a row as the threshold says
 * must disagree before it counts as otherwise. One probe of an endpoint is under way at a time, and none has a thread of its
 * own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">How
 *     Route 53 determines whether a health check is healthy</a>
 */
public final class Probing implements HealthChecks {
    private final Time time;
    private final long interval;
    private final Prober prober;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    /** @param interval how long to wait after a probe; 30 seconds on AWS */
    public Probing(Time time, Duration interval, Prober prober) {
        this.time = time;
        this.interval = interval.toMillis();
        this.prober = prober;
    }

    @Override
    public void watch(String subject, HealthCheck check, Instance instance, Consumer<HealthStatus> verdict) {
        String ipv4 = instance.attributes().get(Instance.IPV4);
        String address = ipv4 == null ? instance.attributes().get(Instance.IPV6) : ipv4;
        if (address == null || !instance.attributes().containsKey(Instance.PORT)) {
            // An alias has no address of its own: nobody knows how it is.
            forget(subject);
            return;
        }
        Watch next =
                new Watch(check, address, Integer.parseInt(instance.attributes().get(Instance.PORT)), verdict);
        Watch before = watches.put(subject, next);
        if (before != null) {
            before.end();
        }
        next.begin();
    }

    @Override
    public void forget(String subject) {
        Watch watch = watches.remove(subject);
        if (watch != null) {
            watch.end();
        }
    }

    /** What is known of one endpoint. */
    private final class Watch {
        private final HealthCheck check;
        private final String address;
        private final int port;
        private final Consumer<HealthStatus> verdict;
        private final Guard guard = new Guard();
        private HealthStatus status = HealthStatus.UNKNOWN;
        private int disagreeing;
        private Time.Timer timer;
        private boolean ended;

        Watch(HealthCheck check, String address, int port, Consumer<HealthStatus> verdict) {
            this.check = check;
            this.address = address;
            this.port = port;
            this.verdict = verdict;
        }

        void begin() {
            guard.run(() -> next(time.millis()));
        }

        void end() {
            guard.run(() -> {
                ended = true;
                timer.cancel();
            });
        }

        private void next(long due) {
            if (!ended) {
                timer = time.at(due, this::probe);
            }
        }

        private void probe() {
            prober.probe(check.type(), address, port, check.path())
                    .exceptionally(failure -> false)
                    .thenAccept(well -> guard.run(() -> take(well)));
        }

        private void take(boolean well) {
            if (ended) {
                return;
            }
            HealthStatus seen = well ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY;
            disagreeing = seen == status ? 0 : disagreeing + 1;
            if (status == HealthStatus.UNKNOWN || disagreeing >= check.threshold()) {
                status = seen;
                disagreeing = 0;
                guard.afterwards(() -> verdict.accept(seen));
            }
            next(time.millis() + interval);
        }
    }
}
