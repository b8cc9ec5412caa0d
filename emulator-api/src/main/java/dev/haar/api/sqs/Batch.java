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
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .handle((done, ignored) -> {
                    List<S> successful = new ArrayList<>(outcomes.size());
                    List<BatchResultErrorEntry> failed = new ArrayList<>(0);
                    for (int i = 0; i < outcomes.size(); i++) {
                        int index = i;
                        outcomes.get(i).whenComplete((value, failure) -> {
                            if (failure == null) {
                                successful.add(success.apply(index, value));
                            } else {
                                failed.add(failure(index, SqsErrors.ofEntry(failure, caller)));
                            }
                        });
                    }
                    return answer.apply(successful, failed);
                });
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
