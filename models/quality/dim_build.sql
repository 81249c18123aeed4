{{ filled_by_pipeline() }}
