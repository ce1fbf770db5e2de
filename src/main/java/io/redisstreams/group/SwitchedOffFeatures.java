package io.redisstreams.group;

import io.redisstreams.fault.MissingException;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;

/** Answers calls of features that are switched off as if there were no such routes, and says why. */
@Provider
class SwitchedOffFeatures implements ContainerRequestFilter {
    /** Not read before a call comes: Quarkus makes filters when it builds the application. */
    private final Instance<StreamsConfig> config;

    SwitchedOffFeatures(Instance<StreamsConfig> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        String path = call.getUriInfo().getRequestUri().getPath();
        for (Feature feature : Feature.values()) {
            if (feature.serves(path) && !feature.isOn(config.get().features())) {
                throw new MissingException("It is switched off: streams.features."
                        + feature.name().toLowerCase(Locale.ROOT) + " is false");
            }
        }
    }
}
