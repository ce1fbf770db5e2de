package io.redisstreams.user;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A null field stays as it is. */
record UserChangesRequest(
        @Size(min = 1, max = NewUserRequest.USERNAME_LENGTH)
        @Pattern(regexp = NewUserRequest.USERNAME, message = NewUserRequest.USERNAME_RULE)
        String username,

        @Size(min = 1, max = NewUserRequest.EMAIL_LENGTH) @Email
        String email,

        UserStatus status) {}
