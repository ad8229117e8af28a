// kafkajs warns once per process about its new default partitioner; we choose partitions ourselves.
process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';
