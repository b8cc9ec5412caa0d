package dev.haar.it.extended;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** As much of S3 as the extended client needs, in memory. */
final class PayloadStore {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    /** A client of it. */
    S3Client client() {
        return (S3Client) Proxy.newProxyInstance(
                S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, (proxy, method, arguments) -> {
                    Object request = arguments == null ? null : arguments[0];
                    if (request instanceof PutObjectRequest put) {
                        return put(put, (RequestBody) arguments[1]);
                    }
                    if (request instanceof GetObjectRequest get) {
                        return get(get);
                    }
                    if (request instanceof DeleteObjectRequest delete) {
                        objects.remove(delete.bucket() + "/" + delete.key());
                        return DeleteObjectResponse.builder().build();
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    int size() {
        return objects.size();
    }

    private PutObjectResponse put(PutObjectRequest request, RequestBody body) {
        try (var content = body.contentStreamProvider().newStream()) {
            objects.put(request.bucket() + "/" + request.key(), content.readAllBytes());
            return PutObjectResponse.builder().build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResponseInputStream<GetObjectResponse> get(GetObjectRequest request) {
        byte[] content = objects.get(request.bucket() + "/" + request.key());
        return new ResponseInputStream<>(
                GetObjectResponse.builder().contentLength((long) content.length).build(),
                AbortableInputStream.create(new ByteArrayInputStream(content)));
    }
}
