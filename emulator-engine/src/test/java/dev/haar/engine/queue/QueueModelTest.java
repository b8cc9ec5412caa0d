package dev.haar.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Drives a queue beside a model of it that is too simple to be wrong, and too slow to be used. */
class QueueModelTest {
    /** What is done to the queue. */
    sealed interface Step {
        record Send(int group, int delay) implements Step {}

        record Receive(int most, int timeout) implements Step {}

        record Delete(int which) implements Step {}

        record ChangeVisibility(int which, int timeout) implements Step {}

        record Pass(int seconds) implements Step {}
    }

    /** A message of the model: everything is looked up by going through all of them. */
    private static final class Known {
        final int number;
        final int group;
        long visibleAt;
        boolean received;
        String handle;

        Known(int number, int group, long visibleAt) {
            this.number = number;
            this.group = group;
            this.visibleAt = visibleAt;
        }

        boolean isVisible(long now) {
            return visibleAt <= now;
        }
    }

    @Property(tries = 500)
    void standardQueue_behavesLikeTheModel(@ForAll("steps") List<Step> steps) {
        run(steps, false);
    }

    @Property(tries = 500)
    void fifoQueue_behavesLikeTheModel(@ForAll("steps") List<Step> steps) {
        run(steps, true);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> send = Arbitraries.integers()
                .between(0, 3)
                .flatMap(group -> Arbitraries.of(0, 0, 0, 3, 10).map(delay -> (Step) new Step.Send(group, delay)));
        Arbitrary<Step> receive = Arbitraries.integers()
                .between(1, 10)
                .flatMap(most -> Arbitraries.of(0, 2, 5, 30).map(timeout -> (Step) new Step.Receive(most, timeout)));
        Arbitrary<Step> delete = Arbitraries.integers().between(0, 20).map(Step.Delete::new);
        Arbitrary<Step> change = Arbitraries.integers()
                .between(0, 20)
                .flatMap(which ->
                        Arbitraries.of(0, 1, 7).map(timeout -> (Step) new Step.ChangeVisibility(which, timeout)));
        Arbitrary<Step> pass = Arbitraries.of(0, 1, 2, 5, 31).map(Step.Pass::new);
        return Arbitraries.oneOf(send, send, receive, receive, delete, change, pass)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    private static void run(List<Step> steps, boolean fifo) {
        TestQueues engine = new TestQueues(TestStore.Manner.AT_ONCE);
        Queue queue = fifo ? engine.fifo("q") : engine.standard("q");
        List<Known> model = new ArrayList<>();
        List<Known> handled = new ArrayList<>();
        int sent = 0;
        for (Step step : steps) {
            long now = engine.time.millis();
            if (step instanceof Step.Send send) {
                int number = sent++;
                int delay = fifo ? 0 : send.delay();
                engine.await(queue.send(TestQueues.message(
                        Integer.toString(number),
                        delay,
                        fifo ? "g" + send.group() : null,
                        fifo ? Integer.toString(number) : null)));
                model.add(new Known(number, send.group(), now + delay * 1000L));
            } else if (step instanceof Step.Receive receive) {
                List<Known> expected = fifo ? offeredByFifo(model, receive.most(), now) : offered(model, receive, now);
                List<ReceivedMessage> got = engine.receive(queue, receive.most(), receive.timeout());
                assertThat(TestQueues.bodies(got))
                        .isEqualTo(expected.stream()
                                .map(known -> Integer.toString(known.number))
                                .toList());
                for (int i = 0; i < got.size(); i++) {
                    Known known = expected.get(i);
                    known.visibleAt = now + receive.timeout() * 1000L;
                    known.received = true;
                    known.handle = got.get(i).receiptHandle();
                    handled.remove(known);
                    handled.add(known);
                }
            } else if (step instanceof Step.Delete delete && !handled.isEmpty()) {
                Known known = handled.get(delete.which() % handled.size());
                if (!fifo || !known.isVisible(now)) {
                    engine.await(queue.delete(List.of(known.handle)).get(0));
                    handled.remove(known);
                    model.remove(known);
                }
            } else if (step instanceof Step.ChangeVisibility change && !handled.isEmpty()) {
                Known known = handled.get(change.which() % handled.size());
                if (!known.isVisible(now)) {
                    engine.await(queue.changeVisibility(List.of(new VisibilityRequest(known.handle, change.timeout())))
                            .get(0));
                    known.visibleAt = now + change.timeout() * 1000L;
                }
            } else if (step instanceof Step.Pass pass) {
                engine.pass(pass.seconds());
            }
            assertCounts(queue, model, engine.time.millis());
        }
    }

    private static List<Known> offered(List<Known> model, Step.Receive receive, long now) {
        return model.stream()
                .filter(known -> known.isVisible(now))
                .limit(receive.most())
                .toList();
    }

    /** The oldest message whose group has nothing before it in flight, as many of that group, then the next such group. */
    private static List<Known> offeredByFifo(List<Known> model, int most, long now) {
        List<Known> taken = new ArrayList<>();
        List<Integer> done = new ArrayList<>();
        for (Known oldest : model) {
            if (done.contains(oldest.group)) {
                continue;
            }
            done.add(oldest.group);
            for (Known known : model) {
                if (known.group != oldest.group) {
                    continue;
                }
                if (!known.isVisible(now) || taken.size() == most) {
                    break;
                }
                taken.add(known);
            }
        }
        return taken;
    }

    private static void assertCounts(Queue queue, List<Known> model, long now) {
        int visible = (int) model.stream().filter(known -> known.isVisible(now)).count();
        int inFlight = (int) model.stream()
                .filter(known -> !known.isVisible(now) && known.received)
                .count();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(visible, inFlight, model.size() - visible - inFlight));
    }
}
