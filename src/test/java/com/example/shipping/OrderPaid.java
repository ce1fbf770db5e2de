package com.example.shipping;

import io.quarkus.runtime.annotations.RegisterForReflection;

@RegisterForReflection
record OrderPaid(long orderId) {}
