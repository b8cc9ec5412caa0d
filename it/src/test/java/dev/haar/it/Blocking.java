package dev.haar.it;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SDK v2's asynchronous client in the form of its synchronous one, so that one test can run on either. */
final class Blocking {
    private Blocking() {}

    static SqsClient of(SqsAsyncClient async) {
        return (SqsClient) Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(),
                new Class<?>[] {SqsClient.class},
                (proxy, method, arguments) -> call(async, method, arguments));
    }

    private static Object call(SqsAsyncClient async, Method method, Object[] arguments) throws Throwable {
        try {
            Object result = SqsAsyncClient.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(async, arguments);
            return result instanceof CompletableFuture<?> future ? future.join() : result;
        } catch (InvocationTargetException | CompletionException e) {
            throw e.getCause();
        }
    }
}
