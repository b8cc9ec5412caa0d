package dev.haar.api.sqs;

import dev.haar.api.error.AwsError;
import dev.haar.api.service.Caller;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/**
 * What all batches have in common: one to ten entries with ids of their own, each of which succeeds or fails by itself.
 *
 * @param <E> an entry of the request
 */
final class Batch<E> {
    private static final int MOST_ENTRIES = 10;
    private static final int LONGEST_ID = 80;

    private final List<E> entries;
    private final Function<E, String> id;

    /**
     * A batch that is well formed.
     *
     * @param entryName AWS's name for an entry of such a batch
     */
    Batch(String entryName, List<E> entries, Function<E, String> id) {
        this.entries = entries;
        this.id = id;
        if (entries.isEmpty()) {
            throw SqsErrors.batch(
                    "EmptyBatchRequest", "There should be at least one " + entryName + " in the request.");
        }
        if (entries.size() > MOST_ENTRIES) {
            throw SqsErrors.tooManyEntries(entries.size(), entryName.startsWith("Send"));
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            String entryId = id.apply(entries.get(i));
            if (entryId == null) {
                throw SqsErrors.missing(entryName + "." + (i + 1) + ".Id");
            }
            if (!isId(entryId)) {
                throw SqsErrors.batch(
                        "InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores."
                                + " It can be at most 80 letters long.");
            }
            if (!ids.add(entryId)) {
                throw SqsErrors.batch("BatchEntryIdsNotDistinct", "Id " + entryId + " repeated.");
            }
        }
    }

    private static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_ID;
    }

    /**
     * Sorts the outcomes once they are all there.
     *
     * @param outcomes what became of each entry
     * @param success makes the answer's entry of an id and a value
     * @param answer makes the answer of the successful and the failed
     */
    <T, S, A> CompletableFuture<A> answer(
            List<CompletableFuture<T>> outcomes,
            Caller caller,
            BiFunction<Integer, T, S> success,
            BiFunction<List<S>, List<BatchResultErrorEntry>, A> answer) {
        Supplier<A> sorted = () -> {
            List<S> successful = new ArrayList<>(outcomes.size());
            List<BatchResultErrorEntry> failed = new ArrayList<>(0);
            for (int i = 0; i < outcomes.size(); i++) {
                CompletableFuture<T> outcome = outcomes.get(i);
                if (outcome.isCompletedExceptionally()) {
                    Throwable failure =
                            outcome.handle((value, reason) -> reason).join();
                    failed.add(failure(i, SqsErrors.ofEntry(failure, caller)));
                } else {
                    successful.add(success.apply(i, outcome.join()));
                }
            }
            return answer.apply(successful, failed);
        };
        if (areDone(outcomes)) {
            return CompletableFuture.completedFuture(sorted.get());
        }
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .handle((done, ignored) -> sorted.get());
    }

    private static <T> boolean areDone(List<CompletableFuture<T>> outcomes) {
        for (CompletableFuture<T> outcome : outcomes) {
            if (!outcome.isDone()) {
                return false;
            }
        }
        return true;
    }

    /** The id of an entry. */
    String id(int index) {
        return id.apply(entries.get(index));
    }

    private BatchResultErrorEntry failure(int index, AwsError error) {
        return BatchResultErrorEntry.builder()
                .id(id(index))
                .code(error.code())
                .message(error.message())
                .senderFault(error.senderFault())
                .build();
    }
}
