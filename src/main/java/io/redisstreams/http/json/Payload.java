package io.redisstreams.http.json;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A JSON object that callers choose freely, as they wrote it but for blanks: numbers keep each digit.
 *
 * @param json storable by PostgreSQL and by Redis, at most {@link io.redisstreams.event.PayloadText#MAX_BYTES} long
 */
@Schema(type = SchemaType.OBJECT, description = "Any JSON object")
@JsonDeserialize(using = PayloadReader.class)
@RegisterForReflection
public record Payload(@Schema(hidden = true) String json) {}
