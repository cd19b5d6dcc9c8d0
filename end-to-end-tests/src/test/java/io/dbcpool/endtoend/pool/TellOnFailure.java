package io.dbcpool.endtoend.pool;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** When a test fails, prints what the pools said last: they are gone before anybody can look. */
public final class TellOnFailure implements AfterTestExecutionCallback {

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            OperatedPool.open().forEach(pool -> System.out.println(pool.tail()));
        }
    }
}
