CREATE TABLE shipments (
    order_id bigint PRIMARY KEY
);
