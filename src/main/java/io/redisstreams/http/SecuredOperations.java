package io.redisstreams.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;

/** Describes, for each call that needs a role, how a caller without it is answered. */
@OpenApiFilter(RunStage.BUILD)
public class SecuredOperations implements OASFilter {
    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            operation
                    .getResponses()
                    .addAPIResponse("401", OASFactory.createAPIResponse().ref("Unauthorized"))
                    .addAPIResponse("403", OASFactory.createAPIResponse().ref("Forbidden"));
        }
        return operation;
    }
}
