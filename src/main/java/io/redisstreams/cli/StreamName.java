package io.redisstreams.cli;

import io.redisstreams.event.EventTypes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

class StreamName implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (!text.matches(EventTypes.STREAM_PATTERN)) {
            throw new TypeConversionException(
                    "'" + text + "' is no name of a stream: letters, digits and : _ . - are, up to 128");
        }
        return text;
    }
}
