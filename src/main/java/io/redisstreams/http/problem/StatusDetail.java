package io.redisstreams.http.problem;

/** The advice for a fault of which only the HTTP status is known. */
final class StatusDetail {
    private StatusDetail() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read; check its address, headers and body";
            case 404 -> "There is nothing at this address; GET / lists what there is";
            case 405 -> "This address takes other methods; /q/swagger-ui lists them";
            case 406 -> "This address answers application/json; accept it";
            case 413 -> new BodyTooLargeException().getMessage();
            case 414 -> "The address is too long; shorten it";
            case 415 -> "This address takes JSON; send it with Content-Type: application/json";
            case 421 -> "This service does not answer under that name; the setting streams.http.hosts lists its names";
            case 431 -> "The headers are too long; shorten them";
            case 501 -> "The service does not know this method; /q/swagger-ui lists what it takes";
            case 503 -> "The service is busy; try again later";
            default ->
                status < 500
                        ? "The request cannot be answered as it is"
                        : "Something went wrong on our side; it is in the service's log";
        };
    }
}
